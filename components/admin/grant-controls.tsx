'use client';
import Link from 'next/link';
import { Select } from '#components/ui/select.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { grantAction, revokeGrantAction } from '#lib/users/admin-actions.ts';
import { AskFirst } from './ask-first.tsx';
import { type Level, levelsOf } from './level-words.ts';

/** A grant as its row's controls know it. `place` is the view's slug or the account's 12 digits. */
export type GrantOfPerson = {
  id: number;
  email: string;
  kind: 'view' | 'account';
  place: string;
  /** "Acme production". */
  placeName: string;
  level: Level;
  fromRule: boolean;
};

/** Changes the level at once. */
export function GrantLevel({ grant }: { grant: GrantOfPerson }) {
  const { busy, fault, act } = useAct();
  const { email, kind, place } = grant;
  return (
    <>
      <label htmlFor={`level-${grant.id}`} className="sr-only">
        Level of {email} in {grant.placeName}
      </label>
      <Select
        label="Level"
        id={`level-${grant.id}`}
        size="form"
        className="h-7"
        value={grant.level}
        options={levelsOf(kind)}
        disabled={busy}
        onChange={(level) => act(() => grantAction([{ email, level, [kind]: place }]))}
      />
      {fault && (
        <p role="alert" className="mt-1 text-12 whitespace-normal text-bad">
          {fault}
        </p>
      )}
    </>
  );
}

/** What a group rule gives is not revoked here: the rule would give it again. */
export function RevokeGrant({ grant }: { grant: GrantOfPerson }) {
  if (grant.fromRule) {
    return (
      <Link href="/admin/sign-in" className="text-12 text-fg-2 underline underline-offset-2 hover:text-fg">
        By group rule
      </Link>
    );
  }
  return (
    <AskFirst
      button="Revoke"
      label={`Revoke ${grant.placeName} from ${grant.email}`}
      size="small"
      variant="danger"
      className="max-md:h-11"
      title="Revoke this access?"
      confirm="Revoke"
      action={() => revokeGrantAction(grant.id)}
    >
      {grant.email} sees {grant.placeName} no longer, unless another grant gives it. It counts from their next
      click on.
    </AskFirst>
  );
}
