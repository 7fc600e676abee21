'use client';
import { useActionState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { signIn } from '#lib/auth/actions.ts';
import type { FormState } from '#lib/form-state.ts';
import { TextField } from './text-field.tsx';

/** `initial` is what a redirect here had to say, e.g. that an attempt elsewhere was refused. */
export function SignInForm({ callbackUrl, initial }: { callbackUrl: string; initial: FormState }) {
  const [state, action, busy] = useActionState(signIn, initial);
  return (
    <form action={action} className="grid gap-4" noValidate>
      <Refusal state={state} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <TextField
        state={state}
        name="email"
        label="E-mail address"
        input={{ type: 'email', autoComplete: 'username', autoFocus: true, required: true }}
      />
      <TextField
        state={state}
        name="password"
        label="Password"
        input={{ type: 'password', autoComplete: 'current-password', required: true }}
      />
      <Button type="submit" variant="primary" size="form" disabled={busy}>
        {busy ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  );
}
