import { Database, SearchX } from 'lucide-react';
import Link from 'next/link';
import { ListPager } from '#components/admin/list-pager.tsx';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { listHref } from '#lib/lists/list-params.ts';
import type { ListedLogSource } from '#lib/sources/log-source-loaders.ts';
import { LOG_SOURCE_LIST, type LogSourcePage, type LogSourceParams } from '#lib/sources/log-sources.ts';
import { LogSourcesList } from './log-sources-list.tsx';
import { LogSourcesTable } from './log-sources-table.tsx';

/** Log sources of all the views and accounts that a person manages. `now` is ISO. */
export function LogSourcesPanel(props: {
  shown: LogSourcePage<ListedLogSource> & { all: number };
  params: LogSourceParams;
  zone: string;
  now: string;
}) {
  const { shown, params, zone } = props;
  if (shown.all === 0) return <NoneYet />;
  if (shown.total === 0) return <NoMatch params={params} />;
  return (
    <Panel aria-label="Log sources">
      <LogSourcesTable sources={shown.rows} params={params} zone={zone} now={props.now} />
      <LogSourcesList sources={shown.rows} zone={zone} />
      <ListPager spec={LOG_SOURCE_LIST} params={params} shown={shown} noun="log sources" />
    </Panel>
  );
}

function NoneYet() {
  return (
    <Panel>
      <EmptyState
        title="No log source"
        icon={<Database aria-hidden />}
        actions={
          <Button asChild>
            <Link href="/">Go to Home</Link>
          </Button>
        }
      >
        Buckets of the views that you manage, and of the accounts that you own, are listed here. Open a view
        from Home and name its bucket under Aggregated S3 Buckets.
      </EmptyState>
    </Panel>
  );
}

function NoMatch({ params }: { params: LogSourceParams }) {
  const { q, filter } = params;
  return (
    <Panel>
      <EmptyState
        title="No log source matches"
        icon={<SearchX aria-hidden />}
        actions={
          <>
            {q && filter && (
              <Button asChild variant="primary">
                <Link href={listHref(LOG_SOURCE_LIST, { ...params, filter: null, page: 1 })}>Any status</Link>
              </Button>
            )}
            <Button asChild variant={q && filter ? 'default' : 'primary'}>
              <Link href={LOG_SOURCE_LIST.path}>Clear all</Link>
            </Button>
          </>
        }
      >
        {q ? `Nothing is called “${q}”` : 'Nothing has this status'}
        {q && filter ? ', with this status' : ''}. Names, prefixes, views, accounts and account numbers are
        searched.
      </EmptyState>
    </Panel>
  );
}
