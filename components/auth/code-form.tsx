'use client';
import { useActionState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { signInWithCode } from '#lib/auth/actions.ts';
import { CodeField } from './code-field.tsx';

/** After the password: the code of the app, or a recovery code. */
export function CodeForm() {
  const [state, action, busy] = useActionState(signInWithCode, {});
  return (
    <form action={action} className="grid gap-4" noValidate>
      <Refusal state={state} />
      <CodeField state={state} hint="Without the app, enter one of your recovery codes." autoFocus />
      <Button type="submit" variant="primary" size="form" disabled={busy}>
        {busy ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  );
}
