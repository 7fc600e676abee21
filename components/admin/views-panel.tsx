import { Layers } from 'lucide-react';
import Link from 'next/link';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ListPage, ListParams } from '#lib/lists/list-params.ts';
import { type ListedView, VIEW_LIST, type ViewSort } from '#lib/views/view-list.ts';
import { ListHead } from './list-head.tsx';
import { ListPager } from './list-pager.tsx';
import { Moment } from './moment.tsx';

type Props = { shown: ListPage<ListedView>; params: ListParams<ViewSort, never>; zone: string };

/** One page of the views. */
export function ViewsPanel({ shown, params, zone }: Props) {
  if (shown.total === 0) {
    return (
      <Panel>
        <EmptyState title="No view" icon={<Layers aria-hidden />}>
          {params.q
            ? 'No view matches. Search for less.'
            : 'A view is a named set of accounts. Create the first.'}
        </EmptyState>
      </Panel>
    );
  }
  const head = { spec: VIEW_LIST, params };
  return (
    <Panel aria-label="Views">
      <DataTable label="Views" widths={[null, null, 112, 136, 112, 112, 168]} minWidth={920}>
        <thead>
          <tr>
            <ListHead {...head} sort="name">
              Name
            </ListHead>
            <HeadCell>In addresses</HeadCell>
            <ListHead {...head} sort="members" numeric>
              Members
            </ListHead>
            <HeadCell numeric>Accounts seen</HeadCell>
            <HeadCell numeric>Log sources</HeadCell>
            <ListHead {...head} sort="people" numeric>
              People
            </ListHead>
            <ListHead {...head} sort="created">
              Created
            </ListHead>
          </tr>
        </thead>
        <tbody>
          {shown.rows.map((view) => (
            <Row key={view.slug}>
              <td title={view.name}>
                <Link
                  href={`${VIEW_LIST.path}/${view.slug}`}
                  prefetch={false}
                  className="font-medium hover:text-accent-ink hover:underline"
                >
                  {view.name}
                </Link>
              </td>
              <td title={view.slug}>{view.slug}</td>
              <td className="num">{formatCount(view.members)}</td>
              <td className="num">{formatCount(view.accounts)}</td>
              <td className="num">{formatCount(view.sources)}</td>
              <td className="num">{formatCount(view.people)}</td>
              <td>
                <Moment at={view.createdAt} zone={zone} never="" />
              </td>
            </Row>
          ))}
        </tbody>
      </DataTable>
      <ListPager spec={VIEW_LIST} params={params} shown={shown} noun="views" />
    </Panel>
  );
}
