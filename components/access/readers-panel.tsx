import { Users } from 'lucide-react';
import { ListHead } from '#components/admin/list-head.tsx';
import { ListPager } from '#components/admin/list-pager.tsx';
import { ListToolbar } from '#components/admin/list-toolbar.tsx';
import { Moment } from '#components/admin/moment.tsx';
import { HeadCell } from '#components/table/data-table.tsx';
import { TableOrList } from '#components/table/table-or-list.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ListPage, ListParams } from '#lib/lists/list-params.ts';
import { type AccessSort, type Reader, readerListOf } from '#lib/users/access-list.ts';
import { Ways } from './way-words.tsx';

/** Who may read a view or an account, what gives it to them, and when they were last there. `path` is the page. */
export function ReadersPanel(props: {
  path: string;
  kind: 'view' | 'account';
  shown: ListPage<Reader>;
  params: ListParams<AccessSort, never>;
  zone: string;
}) {
  const { shown, params, zone, kind } = props;
  const list = { spec: readerListOf(props.path), params };
  return (
    <>
      <ListToolbar {...list} label="Search people" placeholder="Name or e-mail address" />
      <Panel aria-labelledby="readers">
        <PanelHeader
          id="readers"
          title={kind === 'account' ? 'Who may read this account' : 'Who may read this view'}
          note={formatCount(shown.total)}
          line={shown.total === 0}
        />
        {shown.total === 0 ? (
          <EmptyState title="Nobody matches" icon={<Users aria-hidden />}>
            Search for less.
          </EmptyState>
        ) : (
          <>
            <TableOrList
              label="People"
              widths={[220, 260, null, 176]}
              minWidth={900}
              head={
                <>
                  <ListHead {...list} sort="name">
                    Name
                  </ListHead>
                  <HeadCell>E-mail address</HeadCell>
                  <HeadCell>Because they are</HeadCell>
                  <ListHead {...list} sort="lastRead">
                    Last here
                  </ListHead>
                </>
              }
              rows={shown.rows}
              keyOf={({ userId }) => userId}
              cells={(reader) => (
                <>
                  <td className="font-medium" title={reader.name}>
                    {reader.name}
                  </td>
                  <td title={reader.email}>{reader.email}</td>
                  <td className="whitespace-normal">
                    <Ways ways={reader.ways} />
                  </td>
                  <td>
                    <LastHere reader={reader} zone={zone} />
                  </td>
                </>
              )}
              item={(reader) => (
                <>
                  <span className="flex items-center justify-between gap-2">
                    <span className="font-medium wrap-anywhere">{reader.name}</span>
                    <span className="text-12 text-fg-3">
                      <LastHere reader={reader} zone={zone} />
                    </span>
                  </span>
                  <span className="text-fg-2 wrap-anywhere">{reader.email}</span>
                  <Ways ways={reader.ways} />
                </>
              )}
            />
            <ListPager {...list} shown={shown} noun="people" />
          </>
        )}
      </Panel>
      <p className="text-12 text-fg-3 max-md:px-4">
        Last here: a page
        {kind === 'account' ? ' of this account, or of a view that holds it,' : ' of this view'} was opened,
        or asked for by the API. Every raw record and export is in the audit log.
      </p>
    </>
  );
}

function LastHere({ reader, zone }: { reader: Reader; zone: string }) {
  if (reader.invited) return <Badge tone="warn">Invited</Badge>;
  return <Moment at={reader.lastReadAt} zone={zone} never="never" />;
}
