import Link from 'next/link';
import { HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ListPage, ListParams } from '#lib/lists/list-params.ts';
import { type GrantSort, grantListOf } from '#lib/users/grant-list.ts';
import type { Holder } from '#lib/users/queries/list-grants.ts';
import { GivePeople } from './give-people.tsx';
import { GrantLevel, RevokeGrant } from './grant-controls.tsx';
import type { AdminPlace } from './level-words.ts';
import { ListHead } from './list-head.tsx';
import { Moment } from './moment.tsx';
import { PanelList } from './panel-list.tsx';
import { UserStateBadge } from './user-words.tsx';

/** Who was granted a view or an account, and the way to grant it to more. */
export function HoldersPanel(props: {
  place: AdminPlace;
  shown: ListPage<Holder>;
  params: ListParams<GrantSort, never>;
  zone: string;
}) {
  const { place, shown, params, zone } = props;
  const head = { spec: grantListOf(`/admin/${place.kind}s/${place.id}`), params };
  return (
    <Panel aria-labelledby="holders">
      <PanelHeader id="holders" title="Who has access" note={formatCount(shown.total)} />
      <GivePeople place={place} />
      <p className="px-4 pb-3 text-12 text-fg-3">
        Security admins have access too
        {place.kind === 'account' ? ', and so have managers of the views that the account is in.' : '.'}
      </p>
      <PanelList
        {...head}
        shown={shown}
        label="Who has access"
        noun="people"
        placeholder="Name or e-mail address"
        widths={[null, null, 160, 168, 104, 112]}
        minWidth={860}
        head={
          <>
            <ListHead {...head} sort="name">
              Name
            </ListHead>
            <HeadCell>E-mail address</HeadCell>
            <ListHead {...head} sort="level">
              Level
            </ListHead>
            <ListHead {...head} sort="since">
              Since
            </ListHead>
            <HeadCell>Status</HeadCell>
            <HeadCell>
              <span className="sr-only">Revoke</span>
            </HeadCell>
          </>
        }
      >
        {shown.rows.map((holder) => (
          <HolderRow key={holder.id} holder={holder} place={place} zone={zone} />
        ))}
      </PanelList>
    </Panel>
  );
}

function HolderRow({ holder, place, zone }: { holder: Holder; place: AdminPlace; zone: string }) {
  const { id, email, level, fromRule } = holder;
  const grant = { id, email, level, fromRule, kind: place.kind, place: place.id, placeName: place.name };
  return (
    <Row>
      <td title={holder.name}>
        <Link
          href={`/admin/users/${holder.userId}`}
          prefetch={false}
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
