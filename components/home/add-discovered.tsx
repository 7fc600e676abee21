'use client';
import { Plus } from 'lucide-react';
import { useActionState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';
import { addAccountAction } from '#lib/accounts/actions.ts';

/** Adds a discovered account in one click; it can be named first. */
export function AddDiscovered({ id }: { id: string }) {
  const [state, action, busy] = useActionState(addAccountAction, {});
  const fault = state.message ?? state.fields?.name ?? state.fields?.account;
  return (
    <form action={action}>
      <div className="flex justify-end gap-2">
        <input type="hidden" name="account" value={id} />
        <Input
          name="name"
          aria-label={`Name of account ${id}`}
          aria-invalid={Boolean(fault)}
          placeholder={`Account ${id}`}
          defaultValue={state.values?.name}
          frameClassName="flex-1"
        />
        <Button type="submit" disabled={busy} aria-label={`Add account ${id}`}>
          <Plus aria-hidden />
          Add
        </Button>
      </div>
      {fault && (
        <p role="alert" className="mt-1 whitespace-normal text-12 text-bad">
          {fault} {state.hint}
        </p>
      )}
    </form>
  );
}
