import Link from 'next/link';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { Person } from '#lib/users/queries/find-person.ts';
import type { PersonGrant } from '#lib/users/queries/list-grants.ts';
import { GivePlaces } from './give-places.tsx';
import { GrantLevel, type GrantOfPerson, RevokeGrant } from './grant-controls.tsx';
import { Moment } from './moment.tsx';

/** What a person may see and do, grant by grant, and the way to more. */
export function GrantsPanel(props: { person: Person; grants: PersonGrant[]; zone: string }) {
  const { person, grants, zone } = props;
  return (
    <Panel aria-labelledby="grants">
      <PanelHeader id="grants" title="Access" note={formatCount(grants.length)} line />
      <GivePlaces email={person.email} />
      {person.role === 'admin' && (
        <p className="px-4 pb-3 text-13 text-fg-2">
          A security admin sees and changes everything. What is granted here counts once the role is another.
        </p>
      )}
      {grants.length === 0 ? (
        <p className="border-t border-line p-4 text-13 text-fg-3">Nothing is granted yet.</p>
      ) : (
        <DataTable
          label="Access"
          widths={[null, 128, 160, 168, 96]}
          minWidth={640}
          className="border-t border-line"
        >
          <thead>
            <tr>
              <HeadCell>View or account</HeadCell>
              <HeadCell>Kind</HeadCell>
              <HeadCell>Level</HeadCell>
              <HeadCell>Since</HeadCell>
              <HeadCell>
                <span className="sr-only">Revoke</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {grants.map((grant) => (
              <Row key={grant.id}>
                <td>
                  <Link
                    href={`/admin/${grant.kind}s/${grant.place}`}
                    className="font-medium hover:text-accent-ink hover:underline"
                    title={grant.name}
                  >
                    {grant.name}
                  </Link>
                </td>
                <td className="tabular-nums">{grant.kind === 'view' ? 'View' : grant.place}</td>
                <td>
                  <GrantLevel grant={toRow(person, grant)} />
                </td>
                <td>
                  <Moment at={grant.since} zone={zone} never="" />
                </td>
                <td className="text-right">
                  <RevokeGrant grant={toRow(person, grant)} />
                </td>
              </Row>
            ))}
          </tbody>
        </DataTable>
      )}
    </Panel>
  );
}

function toRow({ email }: Person, { id, kind, place, name, level }: PersonGrant): GrantOfPerson {
  return { id, email, kind, place, placeName: name, level };
}
