import { EyeOff } from 'lucide-react';
import { ListHead } from '#components/admin/list-head.tsx';
import { ListPager } from '#components/admin/list-pager.tsx';
import { ListToolbar } from '#components/admin/list-toolbar.tsx';
import { Moment } from '#components/admin/moment.tsx';
import { HeadCell } from '#components/table/data-table.tsx';
import { TableOrList } from '#components/table/table-or-list.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ListPage, ListParams } from '#lib/lists/list-params.ts';
import { type AccessSort, type ReachedPlace, reachListOf } from '#lib/users/access-list.ts';
import type { Person } from '#lib/users/queries/find-person.ts';
import { Ways } from './way-words.tsx';

/** The views and accounts whose events a person can see, with what gives them. */
export function ReachPanel(props: {
  person: Person;
  shown: ListPage<ReachedPlace>;
  params: ListParams<AccessSort, never>;
  zone: string;
}) {
  const { person, shown, params, zone } = props;
  const list = { spec: reachListOf(person.id), params };
  return (
    <>
      {person.state === 'disabled' && (
        <Note tone="warn">{person.name} is disabled and sees nothing. Once enabled, they see this.</Note>
      )}
      {person.role === 'admin' && (
        <Note tone="info">
          As a security admin {person.name} sees every view and account. Below is what they would see without
          the role.
        </Note>
      )}
      <ListToolbar {...list} label="Search views and accounts" placeholder="Name or number" />
      <Panel aria-labelledby="reach">
        <PanelHeader
          id="reach"
          title="Views and accounts"
          note={formatCount(shown.total)}
          line={shown.total === 0}
        />
        {shown.total === 0 ? (
          <EmptyState title="Nothing" icon={<EyeOff aria-hidden />}>
            {params.q ? 'Nothing matches. Search for less.' : `Nothing was granted to ${person.name}.`}
          </EmptyState>
        ) : (
          <>
            <TableOrList
              label="Views and accounts"
              widths={[280, 144, null, 176]}
              minWidth={860}
              head={
                <>
                  <ListHead {...list} sort="name">
                    View or account
                  </ListHead>
                  <HeadCell>Kind</HeadCell>
                  <HeadCell>Because they are</HeadCell>
                  <ListHead {...list} sort="lastRead">
                    Last there
                  </ListHead>
                </>
              }
              rows={shown.rows}
              keyOf={(place) => `${place.kind} ${place.id}`}
              cells={(place) => (
                <>
                  <td className="font-medium" title={place.name}>
                    {place.name || (
                      <span className="font-normal text-fg-3">found in a bucket, not added</span>
                    )}
                  </td>
                  <td className="tabular-nums">{place.kind === 'view' ? 'View' : place.id}</td>
                  <td className="whitespace-normal">
                    <Ways ways={place.ways} />
                  </td>
                  <td>
                    <Moment at={place.lastReadAt} zone={zone} never="never" />
                  </td>
                </>
              )}
              item={(place) => (
                <>
                  <span className="font-medium wrap-anywhere">
                    {place.name || 'Found in a bucket, not added'}
                  </span>
                  <span className="text-12 tabular-nums text-fg-3">
                    {place.kind === 'view' ? 'View' : place.id}, last there{' '}
                    <Moment at={place.lastReadAt} zone={zone} never="never" />
                  </span>
                  <Ways ways={place.ways} />
                </>
              )}
            />
            <ListPager {...list} shown={shown} noun="views and accounts" />
          </>
        )}
      </Panel>
    </>
  );
}
