import { ScrollText } from 'lucide-react';
import { CursorPager } from '#components/ui/cursor-pager.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { type AuditPageParams, auditHref } from '#lib/audit/page-params.ts';
import type { AuditPage } from '#lib/audit/schema.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import type { RangeValue } from '#lib/time/ranges.ts';
import { AuditTable } from './audit-table.tsx';

/** A page of the audit log, as the URL chooses it. */
export function AuditPanel(props: {
  page: AuditPage;
  params: AuditPageParams;
  range: RangeValue;
  zone: string;
  now: string;
}) {
  const { page, params, range } = props;
  const { entries, next } = page;
  const link = (after: string) => auditHref({ ...params, after }, range);
  return (
    <Panel aria-labelledby="audit">
      <PanelHeader
        id="audit"
        title="What was done"
        note="every change, sign-in, export and raw record read; nothing here can be changed"
      />
      {entries.length === 0 ? (
        <EmptyState title="Nothing here" icon={<ScrollText aria-hidden />}>
          Nothing in this period matches. Search for less, or choose a longer period.
        </EmptyState>
      ) : (
        <AuditTable entries={entries} zone={props.zone} now={props.now} />
      )}
      <CursorPager
        range={`${formatCount(entries.length)} shown, newest first`}
        firstHref={params.after ? link('') : null}
        nextHref={next === null ? null : link(next)}
      />
    </Panel>
  );
}
