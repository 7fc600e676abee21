'use client';
import { useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { confirmAccountsAction } from '#lib/sources/actions.ts';
import type { WaitingAccounts } from '#lib/sources/queries/list-waiting-accounts.ts';

/** As many stand with their number; the others are counted. */
const MOST_NAMED = 6;

/** Accounts that were found in a manager's bucket and are not shown until an admin confirms them. */
export function WaitingAccountsNote(props: { waiting: WaitingAccounts; isAdmin: boolean }) {
  const { waiting, isAdmin } = props;
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const confirm = () =>
    startTransition(async () => {
      const { message, hint } = await confirmAccountsAction(waiting.sourceId);
      setFailure(message ? `${message} ${hint ?? ''}` : null);
    });
  const one = waiting.accounts.length === 1;
  return (
    <Note
      tone="warn"
      className="m-4"
      action={
        isAdmin && (
          <Button onClick={confirm} disabled={pending} className="max-md:h-11">
            {pending ? 'Confirming…' : one ? 'Confirm the account' : 'Confirm the accounts'}
          </Button>
        )
      }
    >
      {one ? 'An account was' : `${formatCount(waiting.accounts.length)} accounts were`} found in{' '}
      {waiting.place} and {one ? 'waits' : 'wait'} for a security admin: {named(waiting.accounts)}. Whoever
      may write to a bucket can put logs of any account into it, so this view shows {one ? 'its' : 'their'}{' '}
      events once an admin has confirmed that {one ? 'it belongs' : 'they belong'} here.
      {failure && <b className="block font-semibold">{failure}</b>}
    </Note>
  );
}

function named(accounts: readonly string[]): string {
  const shown = accounts.slice(0, MOST_NAMED).join(', ');
  const more = accounts.length - MOST_NAMED;
  return more > 0 ? `${shown} and ${formatCount(more)} more` : shown;
}
