'use client';
import Link from 'next/link';
import { useActionState, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import type { SetUpState } from '#lib/auth/actions.ts';
import { removeSecondFactorAction, renewRecoveryCodesAction } from '#lib/auth/second-factor/actions.ts';
import type { OwnSecondFactor } from '#lib/auth/second-factor/read-own.ts';
import { RecoveryCodes } from './recovery-codes.tsx';
import { PasswordField } from './second-factor-form.tsx';

/** Fewer, and it is time for new ones. */
const FEW_CODES = 3;

/** One's own second factor: whether there is one, and what may be done about it. For who has a password here. */
export function SecondFactorPanel({ email, factor }: { email: string; factor: OwnSecondFactor }) {
  return (
    <Panel aria-labelledby="second-factor">
      <PanelHeader id="second-factor" title="Second factor" note={factor.since ? 'on' : 'off'} />
      <div className="grid justify-items-start gap-3 p-4">
        <p className="text-13/5 text-fg-2">
          {factor.since
            ? `After the password, the sign-in asks for a code of your authenticator app. ${codesLeft(factor)}`
            : 'Once an authenticator app is set up, your password alone lets nobody in.'}
        </p>
        {factor.since && factor.recoveryCodesLeft < FEW_CODES && (
          <Note tone="warn">Make new recovery codes, or a lost telephone locks you out.</Note>
        )}
        <div className="flex flex-wrap gap-2">
          <Button asChild size="form">
            <Link href="/profile/second-factor">{factor.since ? 'Set up another app' : 'Set up'}</Link>
          </Button>
          {factor.since && <NewCodes email={email} />}
          {factor.since && !factor.required && <TurnOff email={email} />}
        </div>
      </div>
    </Panel>
  );
}

function codesLeft({ recoveryCodesLeft: left }: OwnSecondFactor): string {
  return left === 1 ? '1 recovery code is left.' : `${left} recovery codes are left.`;
}

function NewCodes({ email }: { email: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="form" onClick={() => setOpen(true)}>
        New recovery codes
      </Button>
      {open && (
        <PasswordDialog
          email={email}
          title="New recovery codes"
          description="Those that were made before do not work any more."
          confirm="Make new codes"
          action={renewRecoveryCodesAction}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function TurnOff({ email }: { email: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="form" variant="danger" onClick={() => setOpen(true)}>
        Turn off
      </Button>
      {open && (
        <PasswordDialog
          email={email}
          title="Turn the second factor off?"
          description="From then on your password is enough to sign in."
          confirm="Turn off"
          danger
          action={removeSecondFactorAction}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function PasswordDialog(props: {
  email: string;
  title: string;
  description: string;
  confirm: string;
  danger?: boolean;
  action: (state: SetUpState, form: FormData) => Promise<SetUpState>;
  onClose: () => void;
}) {
  const [state, action, busy] = useActionState(props.action, {});
  return (
    <Dialog open onOpenChange={props.onClose} title={props.title} description={props.description}>
      {state.recoveryCodes ? (
        <RecoveryCodes codes={state.recoveryCodes}>
          <Button size="form" variant="primary" onClick={props.onClose}>
            Done
          </Button>
        </RecoveryCodes>
      ) : (
        <form action={action} className="grid gap-4" noValidate>
          <Refusal state={state} />
          <PasswordField state={state} email={props.email} />
          <div className="flex justify-end gap-2">
            <Button size="form" onClick={props.onClose}>
              Cancel
            </Button>
            <Button type="submit" size="form" variant={props.danger ? 'danger' : 'primary'} disabled={busy}>
              {props.confirm}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
