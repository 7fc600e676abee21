'use client';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useActionState, useId, useState } from 'react';
import { TextField } from '#components/auth/text-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { inviteUserAction } from '#lib/users/admin-actions.ts';
import { USER_LIST } from '#lib/users/user-list.ts';
import { PasswordLinkNote } from './password-link.tsx';
import { RoleField } from './role-field.tsx';

/** The button and its dialog: name, address and role, and then the link to send. */
export function InviteUser() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        Invite a user
      </Button>
      {open && <InviteDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function InviteDialog({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const [state, action, busy] = useActionState(inviteUserAction, {});
  const [email, setEmail] = useState('');
  const { link } = state;
  const footer = link ? (
    <>
      <Button asChild size="form">
        <Link href={`${USER_LIST.path}/${link.userId}`}>Give access</Link>
      </Button>
      <Button size="form" variant="primary" onClick={onClose}>
        Done
      </Button>
    </>
  ) : (
    <>
      <Button size="form" onClick={onClose}>
        Cancel
      </Button>
      <Button type="submit" form={formId} variant="primary" size="form" disabled={busy}>
        {busy ? 'Inviting' : 'Make the link'}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title="Invite a user" footer={footer}>
      {link ? (
        <PasswordLinkNote link={link} email={email.trim()} />
      ) : (
        <form id={formId} action={action} className="grid gap-4" noValidate>
          <Refusal state={state} />
          <TextField state={state} name="name" label="Name" />
          <TextField
            state={state}
            name="email"
            label="E-mail address"
            hint="No mail is sent: you get a link with which the person sets a password."
            input={{ type: 'email', onChange: (event) => setEmail(event.target.value) }}
          />
          <RoleField initial="member" />
        </form>
      )}
    </Dialog>
  );
}
