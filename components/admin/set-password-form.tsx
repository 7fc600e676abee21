'use client';
import { useActionState } from 'react';
import { TextField } from '#components/auth/text-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { setPasswordAction } from '#lib/users/profile-actions.ts';
import { PASSWORD_MIN_LENGTH } from '#lib/users/schema.ts';

/** Behind the one-time link. The address stands in the form so that password managers know whose password it is. */
export function SetPasswordForm({ token, email }: { token: string; email: string }) {
  const [state, action, busy] = useActionState(setPasswordAction, {});
  return (
    <form action={action} className="grid gap-4" noValidate>
      {state.message && (
        <Note tone="bad" role="alert">
          {state.message} {state.hint}
        </Note>
      )}
      <input type="hidden" name="token" value={token} />
      <TextField
        state={state}
        name="email"
        label="E-mail address"
        input={{ type: 'email', autoComplete: 'username', readOnly: true, value: email }}
      />
      <TextField
        state={state}
        name="password"
        label="Password"
        hint={`At least ${PASSWORD_MIN_LENGTH} characters.`}
        input={{ type: 'password', autoComplete: 'new-password', autoFocus: true, required: true }}
      />
      <Button type="submit" variant="primary" size="form" disabled={busy}>
        {busy ? 'Saving' : 'Set the password and sign in'}
      </Button>
    </form>
  );
}
