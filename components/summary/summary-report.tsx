'use client';
import { useEffect, useMemo, useRef } from 'react';
import { AgeNote } from '#components/events/age-note.tsx';
import { DataNotes } from '#components/events/data-notes.tsx';
import { toDataState } from '#components/events/data-state.ts';
import type { ScopeRef } from '#components/events/event-questions.ts';
import { countOf } from '#components/events/group-words.ts';
import { useFreshness } from '#components/events/use-freshness.ts';
import { PageBody } from '#components/layout/top-bar.tsx';
import { useSources } from '#components/sources/use-sources.ts';
import type { Freshness } from '#lib/events/freshness.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import type { ViewerZone } from '#lib/time/zone.ts';
import { SummaryAnswer } from './summary-answer.tsx';
import { SummaryHeader } from './summary-header.tsx';
import { useSummary } from './use-summary.ts';

/** The first page of a scope: how much happened, by whom, where and on what, each count a link into Events. */
export function SummaryReport(props: {
  scope: ScopeRef & { name: string; accounts: number };
  /** `/view/acme/events`: where the links lead. */
  eventsHref: string;
  trailsHref: string;
  /** The server's clock, ISO. */
  now: string;
  zone: ViewerZone;
  sources: SourceItem[];
  freshness: Freshness;
  /** Where log sources are set up; null for those who may not, and for scopes that have none of their own. */
  configureHref: string | null;
}) {
  const { zone, eventsHref, configureHref } = props;
  const { kind, id, name, accounts } = props.scope;
  const scope = useMemo(() => ({ kind, id }), [kind, id]);
  const { search, asOf, asking, refresh, setRange } = useSummary(scope, props.now, zone.zone);
  const { sources } = useSources(`${kind}:${id}`, props.sources);
  const freshness = useFreshness(scope, props.freshness);
  const data = useMemo(() => toDataState(sources, freshness), [sources, freshness]);
  useWhenOver(data.collecting !== null, refresh);
  return (
    <>
      <SummaryHeader
        scopeName={name}
        subtitle={
          kind === 'view' ? `${name}, ${countOf(accounts, { one: 'account', many: 'accounts' })}` : name
        }
        filters={search.filters}
        eventsHref={eventsHref}
        range={search.range}
        now={asOf.toISOString()}
        zone={zone}
        onRange={setRange}
        onRefresh={refresh}
      />
      <PageBody>
        <DataNotes data={data} accounts={accounts} zone={zone.zone} configureHref={configureHref} />
        {'preset' in search.range && <AgeNote asOf={asOf} zone={zone.zone} onRefresh={refresh} />}
        <SummaryAnswer
          asking={asking}
          data={data}
          zone={zone.zone}
          eventsHref={eventsHref}
          trailsHref={props.trailsHref}
          configureHref={configureHref}
          onRange={setRange}
        />
      </PageBody>
    </>
  );
}

/** Calls `then` each time that what went on is over: what was counted meanwhile was a part. */
function useWhenOver(going: boolean, then: () => void): void {
  const went = useRef(going);
  useEffect(() => {
    if (went.current && !going) then();
    went.current = going;
  }, [going, then]);
}
