'use client';
import { useMemo, useState } from 'react';
import { FilterProvider } from '#components/filters/filter-context.ts';
import { countFilters } from '#components/filters/filter-edits.ts';
import { PageBody } from '#components/layout/top-bar.tsx';
import { useSources } from '#components/sources/use-sources.ts';
import type { Freshness } from '#lib/events/freshness.ts';
import { DEFAULT_CATEGORIES } from '#lib/events/schema.ts';
import { toSearchParams } from '#lib/events/url.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import type { ViewerZone } from '#lib/time/zone.ts';
import { AgeNote } from './age-note.tsx';
import { DataNotes } from './data-notes.tsx';
import { toDataState } from './data-state.ts';
import type { ScopeRef } from './event-questions.ts';
import { EventSheet } from './event-sheet.tsx';
import { countOf } from './group-words.ts';
import { createOpenLists, OpenListsProvider } from './open-lists.ts';
import { toPageParams } from './page-state.ts';
import { PhoneControls, PhoneFilters } from './phone-controls.tsx';
import { ReportAnswer } from './report-answer.tsx';
import { type Report, ReportProvider } from './report-context.ts';
import { ReportHeader } from './report-header.tsx';
import { ReportToolbar } from './report-toolbar.tsx';
import { useFilterModel } from './use-filter-model.ts';
import { useFreshness } from './use-freshness.ts';
import { useReportState } from './use-report.ts';

export type EventsReportProps = {
  scope: ScopeRef & { name: string; accounts: number; canManage: boolean };
  /** `/view/acme/events` */
  href: string;
  /** The server's clock, ISO. */
  now: string;
  zone: ViewerZone;
  accountNames: Readonly<Record<string, string>>;
  sources: SourceItem[];
  freshness: Freshness;
  /** Where log sources are set up; null for those who may not, and for scopes that have none of their own. */
  configureHref: string | null;
};

/** The Events report of one scope. All of its state is in the URL. */
export function EventsReport(props: EventsReportProps) {
  const { href, zone, accountNames } = props;
  const { kind, id, name, accounts, canManage } = props.scope;
  const scope = useMemo(() => ({ kind, id }), [kind, id]);
  const { state, asOf, counting, actions } = useReportState(scope, props.now, zone.zone);
  const { search, view } = state;
  const { sources } = useSources(`${kind}:${id}`, props.sources);
  const freshness = useFreshness(scope, props.freshness);
  const data = useMemo(() => toDataState(sources, freshness), [sources, freshness]);
  const [lists] = useState(createOpenLists);
  const filters = useFilterModel({
    scope,
    search,
    onSearch: actions.search,
    onSame: actions.refresh,
    accountNames,
  });
  const { manyAccounts } = filters;
  const report = useMemo<Report>(
    () => ({
      scope,
      href,
      zone,
      accountNames,
      newRuleHref: canManage ? `/${scope.kind}/${scope.id}/alerts/rules/new` : null,
      selected: state.view.event,
      select: (event) => actions.select(event, state.view.event),
      eventHref: (event) => `${href}?${toPageParams({ ...state, view: { ...state.view, event } })}`,
    }),
    [scope, href, zone, accountNames, canManage, state, actions],
  );
  const now = asOf.toISOString();
  const saving = {
    query: toSearchParams(search).toString(),
    scopeName: name,
    canShare: canManage,
  };
  const phone = {
    search,
    manyAccounts,
    now,
    zone: zone.zone,
    onRange: actions.range,
    onChange: actions.change,
    saving,
  };
  return (
    <ReportProvider value={report}>
      <OpenListsProvider value={lists}>
        <FilterProvider value={filters}>
          <ReportHeader
            scopeName={name}
            subtitle={
              manyAccounts ? `${name}, ${countOf(accounts, { one: 'account', many: 'accounts' })}` : name
            }
            range={search.range}
            now={now}
            zone={zone}
            onRange={actions.range}
            onRefresh={actions.refresh}
          />
          <PhoneControls {...phone} />
          <PageBody>
            <ReportToolbar
              search={search}
              manyAccounts={manyAccounts}
              onChange={actions.change}
              saving={saving}
            />
            <DataNotes data={data} accounts={accounts} zone={zone.zone} configureHref={props.configureHref} />
            {'preset' in search.range && <AgeNote asOf={asOf} zone={zone.zone} onRefresh={actions.refresh} />}
            <ReportAnswer
              counting={counting}
              state={state}
              actions={actions}
              data={data}
              accounts={accounts}
              configureHref={props.configureHref}
            />
          </PageBody>
          <PhoneFilters {...phone} inUse={countFilters(search.filters, DEFAULT_CATEGORIES)} />
          {view.event && <EventSheet event={view.event} period={search.filters} />}
        </FilterProvider>
      </OpenListsProvider>
    </ReportProvider>
  );
}
