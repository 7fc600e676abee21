'use client';
import { useActionState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { createAdmin } from '#lib/users/actions.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { TextField } from './text-field.tsx';

export function FirstRunForm({ token }: { token: string }) {
  const [state, action, busy] = useActionState(createAdmin, {});
  return (
    <form action={action} className="grid gap-4" noValidate>
      <Refusal state={state} />
      <input type="hidden" name="token" value={token} />
      <TextField
        state={state}
        name="name"
        label="Your name"
        input={{ autoComplete: 'name', autoFocus: true, required: true }}
      />
      <TextField
        state={state}
        name="email"
        label="E-mail address"
        hint="You sign in with it. No mail is sent."
        input={{ type: 'email', autoComplete: 'username', required: true }}
      />
      <NewPasswordField state={state} />
      <Button type="submit" variant="primary" size="form" disabled={busy}>
        {busy ? 'Creating' : 'Create the admin and sign in'}
      </Button>
    </form>
  );
}
