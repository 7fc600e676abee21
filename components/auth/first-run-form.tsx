'use client';
import { useActionState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { createAdmin } from '#lib/users/actions.ts';
import { PASSWORD_MIN_LENGTH } from '#lib/users/schema.ts';
import { TextField } from './text-field.tsx';

export function FirstRunForm({ token }: { token: string }) {
  const [state, action, busy] = useActionState(createAdmin, {});
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
      <TextField
        state={state}
        name="password"
        label="Password"
        hint={`At least ${PASSWORD_MIN_LENGTH} characters.`}
        input={{ type: 'password', autoComplete: 'new-password', required: true }}
      />
      <Button type="submit" variant="primary" size="form" disabled={busy}>
        {busy ? 'Creating' : 'Create the admin and sign in'}
      </Button>
    </form>
  );
}
