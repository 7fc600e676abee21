'use client';
import { type FormEvent, type ReactNode, startTransition, useId } from 'react';
import type { FormState } from '#lib/form-state.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Refusal } from './refusal.tsx';

/** An open dialog that is one form: why it was refused over its fields, and the buttons to leave and to send it at its foot. */
export function FormDialog(props: {
  title: string;
  description?: ReactNode;
  /** As `useActionState` gives them. */
  form: { state: FormState; action: (form: FormData) => void; busy: boolean };
  submit: ReactNode;
  variant?: 'primary' | 'danger';
  /** What stands in the form's place once it was answered, with the buttons under it. */
  answer?: { body: ReactNode; footer: ReactNode } | undefined;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}) {
  const { form, answer, onClose } = props;
  const formId = useId();
  // Before React does it: it would reset the form when the action returns, and its menus with it, whatever that says.
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    startTransition(() => form.action(fields));
  };
  const buttons = (
    <>
      <Button size="form" onClick={onClose}>
        Cancel
      </Button>
      <Button
        type="submit"
        form={formId}
        variant={props.variant ?? 'primary'}
        size="form"
        disabled={form.busy}
      >
        {props.submit}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={props.title}
      description={props.description}
      footer={answer?.footer ?? buttons}
      className={props.className}
    >
      {answer?.body ?? (
        <form id={formId} action={form.action} onSubmit={send} className="grid gap-4" noValidate>
          <Refusal state={form.state} />
          {props.children}
        </form>
      )}
    </Dialog>
  );
}
