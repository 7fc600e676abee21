import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { formatMinute } from '#lib/time/format.ts';
import type { AccountAnswer } from '#lib/trails/trail.ts';

/** How the last question to AWS about an account went. */
export function AccountState({ account }: { account: AccountAnswer }) {
  const { credentials, asking, fault, answeredAt } = account;
  if (credentials === null) return <span className="text-fg-3">inferred from its logs</span>;
  if (asking)
    return (
      <State
        ink="text-accent-ink"
        icon={<LoaderCircle className="size-3.5 motion-safe:animate-spin" aria-hidden />}
      >
        Asking AWS
      </State>
    );
  if (fault)
    return (
      <State ink="text-bad" icon={<CircleX className="size-3.5" aria-hidden />}>
        Refused
      </State>
    );
  if (answeredAt === null) return <span className="text-fg-3">not asked yet</span>;
  return (
    <State ink="text-ok" icon={<CircleCheck className="size-3.5" aria-hidden />}>
      Answered
    </State>
  );
}

function State(props: { ink: string; icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${props.ink}`}>
      {props.icon}
      {props.children}
    </span>
  );
}

/** Why an account's trails are old or not all there, and what to do. Null where all is well. */
export function AccountNote({ account, zone }: { account: AccountAnswer; zone: string }) {
  const { fault, silentRegions } = account;
  if (fault)
    return (
      <Note tone="bad">
        {fault.message} {fault.hint} <span className="text-fg-2">Since {formatMinute(fault.at, zone)}.</span>
      </Note>
    );
  if (silentRegions.length === 0) return null;
  return (
    <Note tone="warn">
      No answer in {silentRegions.join(', ')}: trails that are at home there may be missing. The regions are
      switched off for the account, or a policy denies them.
    </Note>
  );
}

export function CredentialsLink({ account, href }: { account: AccountAnswer; href: string }) {
  const word = account.credentials === null ? 'Set credentials' : 'Change';
  return (
    <Button asChild size="small" className="max-md:h-11">
      <Link
        href={`${href}?credentials=${account.accountId}`}
        prefetch={false}
        scroll={false}
        aria-label={`${word}: ${account.name ?? account.accountId}`}
      >
        {word}
      </Link>
    </Button>
  );
}
