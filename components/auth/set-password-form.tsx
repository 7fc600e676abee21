'use client';
import { useActionState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { setPasswordAction } from '#lib/users/profile-actions.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { TextField } from './text-field.tsx';

/** Behind the one-time link. The address stands in the form so that password managers know whose password it is. */
export function SetPasswordForm({ token, email }: { token: string; email: string }) {
  const [state, action, busy] = useActionState(setPasswordAction, {});
  return (
    <form action={action} className="grid gap-4" noValidate>
      <Refusal state={state} />
      <input type="hidden" name="token" value={token} />
      <TextField
        state={state}
        name="email"
        label="E-mail address"
        input={{ type: 'email', autoComplete: 'username', readOnly: true, value: email }}
      />
      <NewPasswordField state={state} autoFocus />
      <Button type="submit" variant="primary" size="form" disabled={busy}>
        {busy ? 'Saving' : 'Set the password and sign in'}
      </Button>
    </form>
  );
}
