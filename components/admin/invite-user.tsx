'use client';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useActionState, useState } from 'react';
import { TextField } from '#components/auth/text-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { FormDialog } from '#components/ui/form-dialog.tsx';
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
  const [state, action, busy] = useActionState(inviteUserAction, {});
  const [email, setEmail] = useState('');
  const { link } = state;
  const buttons = link && (
    <>
      <Button asChild size="form">
        <Link href={`${USER_LIST.path}/${link.userId}`}>Give access</Link>
      </Button>
      <Button size="form" variant="primary" onClick={onClose}>
        Done
      </Button>
    </>
  );
  return (
    <FormDialog
      title="Invite a user"
      form={{ state, action, busy }}
      submit={busy ? 'Inviting' : 'Make the link'}
      answer={link && { body: <PasswordLinkNote link={link} email={email.trim()} />, footer: buttons }}
      onClose={onClose}
    >
      <TextField state={state} name="name" label="Name" />
      <TextField
        state={state}
        name="email"
        label="E-mail address"
        hint="No mail is sent: you get a link with which the person sets a password."
        input={{ type: 'email', onChange: (event) => setEmail(event.target.value) }}
      />
      <RoleField initial="member" />
    </FormDialog>
  );
}
