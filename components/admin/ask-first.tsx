'use client';
import { type ReactNode, useState } from 'react';
import { Button, type ButtonProps } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Note } from '#components/ui/note.tsx';
import { useAct } from '#components/ui/use-act.ts';
import type { FormState } from '#lib/form-state.ts';

/** A button that says what it will do before it does it. `children` is what that means. */
export function AskFirst(props: {
  button: ReactNode;
  /** For screen readers, where the same button stands in many rows. */
  label?: string;
  title: string;
  confirm: string;
  action: () => Promise<FormState>;
  size?: ButtonProps['size'];
  variant?: ButtonProps['variant'];
  className?: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const { busy, fault, act } = useAct();
  const footer = (
    <>
      <Button size="form" onClick={() => setOpen(false)}>
        Cancel
      </Button>
      <Button
        size="form"
        variant="danger"
        disabled={busy}
        onClick={() => act(props.action, () => setOpen(false))}
      >
        {props.confirm}
      </Button>
    </>
  );
  return (
    <>
      <Button
        size={props.size}
        variant={props.variant}
        aria-label={props.label}
        className={props.className}
        onClick={() => setOpen(true)}
      >
        {props.button}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={props.title}
        description={props.children}
        footer={footer}
      >
        {fault && (
          <Note tone="bad" role="alert">
            {fault}
          </Note>
        )}
      </Dialog>
    </>
  );
}
