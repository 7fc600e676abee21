import { FileSearch } from 'lucide-react';
import { CursorPager } from '#components/ui/cursor-pager.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { type LedgerPageParams, ledgerQuery, type ObjectList } from '#lib/ledger/page-params.ts';
import type { ObjectCounts, ObjectPage } from '#lib/ledger/schema.ts';
import { ObjectsTable } from './objects-table.tsx';
import { ObjectsToolbar } from './objects-toolbar.tsx';

const ORDER_NOTES: Record<ObjectList, string> = {
  all: 'in the order of their keys',
  ingested: 'in the order of their keys',
  pending: 'the next to be taken first',
  failed: 'the last found first',
  quarantined: 'the last found first',
  'partly-read': 'the last found first',
};

/** The ledger itself: a page of objects, as the URL chooses them. `scope` is `view:acme`. */
export function ObjectsPanel(props: {
  scope: string;
  sourceId: number;
  objects: ObjectPage;
  counts: ObjectCounts;
  params: LedgerPageParams;
  href: string;
  zone: string;
  now: string;
}) {
  const { objects, params, href } = props;
  const shown = objects.objects.length;
  const link = (after: string) => `${href}${ledgerQuery({ ...params, after })}`;
  return (
    <Panel aria-labelledby="objects" className="scroll-mt-16">
      <PanelHeader id="objects" title="Log objects" note={ORDER_NOTES[params.show]} />
      <ObjectsToolbar params={params} counts={props.counts} href={href} />
      {shown === 0 ? (
        <EmptyState title="No object here" icon={<FileSearch aria-hidden />}>
          {emptyWords(params, props.counts)}
        </EmptyState>
      ) : (
        <ObjectsTable
          scope={props.scope}
          sourceId={props.sourceId}
          objects={objects.objects}
          zone={props.zone}
          now={props.now}
        />
      )}
      <CursorPager
        range={`${formatCount(shown)} shown`}
        firstHref={params.after ? link('') : null}
        nextHref={objects.next === null ? null : link(objects.next)}
      />
    </Panel>
  );
}

function emptyWords({ prefix, show }: LedgerPageParams, counts: ObjectCounts): string {
  if (counts.found === 0) return 'Nothing was found in this source yet.';
  if (prefix)
    return `No key${show === 'all' ? '' : ' of these'} begins with “${prefix}”. Capital letters count.`;
  return 'There is none of these. All is well.';
}
