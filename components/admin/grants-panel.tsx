import Link from 'next/link';
import { HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ListPage, ListParams } from '#lib/lists/list-params.ts';
import { type GrantSort, grantListOf } from '#lib/users/grant-list.ts';
import type { Person } from '#lib/users/queries/find-person.ts';
import type { PersonGrant } from '#lib/users/queries/list-grants.ts';
import { GivePlaces } from './give-places.tsx';
import { GrantLevel, RevokeGrant } from './grant-controls.tsx';
import { ListHead } from './list-head.tsx';
import { Moment } from './moment.tsx';
import { PanelList } from './panel-list.tsx';

/** What a person may see and do, grant by grant, and the way to more. */
export function GrantsPanel(props: {
  person: Person;
  shown: ListPage<PersonGrant>;
  params: ListParams<GrantSort, never>;
  zone: string;
}) {
  const { person, shown, params, zone } = props;
  const spec = grantListOf(`/admin/users/${person.id}`);
  const head = { spec, params };
  return (
    <Panel aria-labelledby="grants">
      <PanelHeader id="grants" title="Access" note={formatCount(shown.total)} />
      <GivePlaces email={person.email} />
      <p className="px-4 pb-3 text-13">
        <Link href={`/admin/users/${person.id}/access`} className="text-accent-ink hover:underline">
          What {person.name} can see
        </Link>
      </p>
      {person.role === 'admin' && (
        <p className="px-4 pb-3 text-13 text-fg-2">
          A security admin sees and changes everything. What is granted here counts once the role is another.
        </p>
      )}
      <PanelList
        {...head}
        shown={shown}
        label="Access"
        noun="grants"
        placeholder="View or account"
        widths={[null, 128, 160, 168, 112]}
        minWidth={640}
        head={
          <>
            <ListHead {...head} sort="name">
              View or account
            </ListHead>
            <HeadCell>Kind</HeadCell>
            <ListHead {...head} sort="level">
              Level
            </ListHead>
            <ListHead {...head} sort="since">
              Since
            </ListHead>
            <HeadCell>
              <span className="sr-only">Revoke</span>
            </HeadCell>
          </>
        }
      >
        {shown.rows.map((grant) => (
          <GrantRow key={grant.id} email={person.email} grant={grant} zone={zone} />
        ))}
      </PanelList>
    </Panel>
  );
}

function GrantRow({ email, grant, zone }: { email: string; grant: PersonGrant; zone: string }) {
  const { id, kind, place, name, level, fromRule } = grant;
  const row = { id, email, kind, place, placeName: name, level, fromRule };
  return (
    <Row>
      <td title={name}>
        <Link
          href={`/admin/${kind}s/${place}`}
          prefetch={false}
          className="font-medium hover:text-accent-ink hover:underline"
        >
          {name}
        </Link>
      </td>
      <td className="tabular-nums">{kind === 'view' ? 'View' : place}</td>
      <td>
        <GrantLevel grant={row} />
      </td>
      <td>
        <Moment at={grant.since} zone={zone} never="" />
      </td>
      <td className="text-right">
        <RevokeGrant grant={row} />
      </td>
    </Row>
  );
}
