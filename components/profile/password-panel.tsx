'use client';
import { useActionState } from 'react';
import { NewPasswordField } from '#components/auth/new-password-field.tsx';
import { TextField } from '#components/auth/text-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { changePasswordAction } from '#lib/users/profile-actions.ts';

/** Changes one's own password. `email` stands in the form for password managers. */
export function PasswordPanel({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  return (
    <Panel aria-labelledby="password">
      <PanelHeader id="password" title="Password" />
      {hasPassword ? (
        <PasswordForm email={email} />
      ) : (
        <p className="p-4 text-13/5 text-fg-2">
          You sign in without a password of Trailkeep. A security admin can make a link to set one.
        </p>
      )}
    </Panel>
  );
}

function PasswordForm({ email }: { email: string }) {
  const [state, action, busy] = useActionState(changePasswordAction, {});
  return (
    <form action={action} className="grid max-w-[400px] gap-4 p-4" noValidate>
      <Refusal state={state} />
      {state.done && (
        <Note tone="ok" role="status">
          The password is changed. Other browsers are signed out.
        </Note>
      )}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField
        state={state}
        name="current"
        label="Current password"
        input={{ type: 'password', autoComplete: 'current-password', required: true }}
      />
      <NewPasswordField state={state} name="next" label="New password" />
      <div>
        <Button type="submit" variant="primary" size="form" disabled={busy}>
          {busy ? 'Changing' : 'Change the password'}
        </Button>
      </div>
    </form>
  );
}
