import { KvList } from '#components/ui/kv-list.tsx';
import type { Person } from '#lib/users/queries/find-person.ts';
import { Moment } from './moment.tsx';
import { PersonActions } from './person-actions.tsx';

/** When the person was here, and what can be done about their sign-in. */
export function PersonFacts({ person, zone }: { person: Person; zone: string }) {
  const entries = [
    { key: 'Last sign-in', value: <Moment at={person.lastSignInAt} zone={zone} never="never" /> },
    { key: 'Created', value: <Moment at={person.createdAt} zone={zone} never="" /> },
    { key: 'Password', value: person.hasPassword ? 'Set' : 'Not set' },
    { key: 'Code', value: person.hasSecondFactor ? 'Asked for at the sign-in' : 'No second factor' },
    { key: 'Provider', value: person.isLinked ? 'Linked' : 'Not linked' },
    ...(person.linkExpiresAt
      ? [
          {
            key: 'Open link',
            value: (
              <>
                good until <Moment at={person.linkExpiresAt} zone={zone} never="" />
              </>
            ),
          },
        ]
      : []),
  ];
  return (
    <div className="grid content-start gap-4">
      <KvList entries={entries} />
      <PersonActions person={person} />
    </div>
  );
}
