import Link from 'next/link';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { Holder } from '#lib/users/queries/list-grants.ts';
import { GivePeople } from './give-people.tsx';
import { GrantLevel, RevokeGrant } from './grant-controls.tsx';
import type { AdminPlace } from './level-words.ts';
import { Moment } from './moment.tsx';
import { UserStateBadge } from './user-words.tsx';

/** Who was granted a view or an account, and the way to grant it to more. */
export function HoldersPanel(props: { place: AdminPlace; holders: Holder[]; zone: string }) {
  const { place, holders, zone } = props;
  return (
    <Panel aria-labelledby="holders">
      <PanelHeader id="holders" title="Who has access" note={formatCount(holders.length)} />
      <GivePeople place={place} />
      <p className="px-4 pb-3 text-12 text-fg-3">
        Security admins have access too
        {place.kind === 'account' ? ', and so have managers of the views that the account is in.' : '.'}
      </p>
      {holders.length > 0 && (
        <DataTable
          label="Who has access"
          widths={[null, null, 160, 168, 104, 96]}
          minWidth={860}
          className="border-t border-line"
        >
          <thead>
            <tr>
              <HeadCell>Name</HeadCell>
              <HeadCell>E-mail address</HeadCell>
              <HeadCell>Level</HeadCell>
              <HeadCell>Since</HeadCell>
              <HeadCell>Status</HeadCell>
              <HeadCell>
                <span className="sr-only">Revoke</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {holders.map((holder) => (
              <HolderRow key={holder.id} holder={holder} place={place} zone={zone} />
            ))}
          </tbody>
        </DataTable>
      )}
    </Panel>
  );
}

function HolderRow({ holder, place, zone }: { holder: Holder; place: AdminPlace; zone: string }) {
  const { id, email, level } = holder;
  const grant = { id, email, level, kind: place.kind, place: place.id, placeName: place.name };
  return (
    <Row>
      <td title={holder.name}>
        <Link
          href={`/admin/users/${holder.userId}`}
          className="font-medium hover:text-accent-ink hover:underline"
        >
          {holder.name}
        </Link>
      </td>
      <td title={email}>{email}</td>
      <td>
        {holder.state === 'disabled' ? (
          <span className="text-fg-3">{level}</span>
        ) : (
          <GrantLevel grant={grant} />
        )}
      </td>
      <td>
        <Moment at={holder.since} zone={zone} never="" />
      </td>
      <td>
        <UserStateBadge state={holder.state} />
      </td>
      <td className="text-right">
        <RevokeGrant grant={grant} />
      </td>
    </Row>
  );
}
