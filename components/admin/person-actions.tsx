'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Note } from '#components/ui/note.tsx';
import { faultWords, useAct } from '#components/ui/use-act.ts';
import { unlinkPersonAction } from '#lib/auth/oidc/actions.ts';
import { resetSecondFactorAction } from '#lib/auth/second-factor/actions.ts';
import {
  createPasswordLinkAction,
  disableUserAction,
  enableUserAction,
  endSessionsAction,
} from '#lib/users/admin-actions.ts';
import type { PasswordLink } from '#lib/users/password-links.ts';
import type { Person } from '#lib/users/queries/find-person.ts';
import { AskFirst } from './ask-first.tsx';
import { PasswordLinkNote } from './password-link.tsx';

/** What an admin may do with a person: a link for a password, ending the sessions, disabling. */
export function PersonActions({ person }: { person: Person }) {
  const { busy, fault, act } = useAct();
  if (person.state === 'disabled') {
    return (
      <div className="grid justify-items-start gap-2">
        <Button disabled={busy} onClick={() => act(() => enableUserAction(person.id))}>
          Enable
        </Button>
        {fault && (
          <Note tone="bad" role="alert">
            {fault}
          </Note>
        )}
      </div>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      <PasswordLinkButton person={person} />
      <AskFirst
        button="Sign out everywhere"
        title={`Sign ${person.name} out everywhere?`}
        confirm="Sign out"
        action={() => endSessionsAction(person.id)}
      >
        All browsers in which {person.email} is signed in ask for the password again. API tokens go on
        working.
      </AskFirst>
      {person.hasSecondFactor && (
        <AskFirst
          button="Reset second factor"
          title={`Reset the second factor of ${person.name}?`}
          confirm="Reset"
          action={() => resetSecondFactorAction(person.id)}
        >
          {person.email} is signed out everywhere and signs in with the password alone, until an app is set up
          again. Be sure that it is them who asked: app and recovery codes do not work any more.
        </AskFirst>
      )}
      {person.isLinked && (
        <AskFirst
          button="Unlink from provider"
          title={`Unlink ${person.name} from the provider?`}
          confirm="Unlink"
          action={() => unlinkPersonAction(person.id)}
        >
          {person.email} is signed out everywhere, and what group rules gave is gone. The next person who
          comes from the provider with this e-mail address is this user, with all that was given by hand.
        </AskFirst>
      )}
      <AskFirst
        button="Disable"
        variant="danger"
        title={`Disable ${person.name}?`}
        confirm="Disable"
        action={() => disableUserAction(person.id)}
      >
        {person.email} is signed out at once, everywhere; API tokens stop working, and open links are ended.
        Grants and tokens are kept for the day on which the user is enabled again.
      </AskFirst>
    </div>
  );
}

function PasswordLinkButton({ person }: { person: Person }) {
  const [link, setLink] = useState<PasswordLink>();
  const [fault, setFault] = useState<string>();
  const invited = person.state === 'invited';
  const make = async () => {
    const answer = await createPasswordLinkAction(person.id);
    setLink(answer.link);
    setFault(answer.link ? undefined : faultWords(answer));
  };
  return (
    <>
      <Button onClick={make}>{invited ? 'New invitation link' : 'Reset password'}</Button>
      <Dialog
        open={Boolean(link ?? fault)}
        onOpenChange={() => {
          setLink(undefined);
          setFault(undefined);
        }}
        title={invited ? 'New invitation link' : 'Reset password'}
        description={
          invited
            ? 'Links that were made before do not work any more.'
            : 'The password works until the link is used; then all sessions end.'
        }
      >
        {link && <PasswordLinkNote link={link} email={person.email} />}
        {fault && (
          <Note tone="bad" role="alert">
            {fault}
          </Note>
        )}
      </Dialog>
    </>
  );
}
