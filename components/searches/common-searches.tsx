'use client';
import { useId } from 'react';
import type { ScopeRef } from '#components/events/event-questions.ts';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { MAIN_SEARCHES, MORE_SEARCHES } from '#lib/searches/common-searches.ts';
import { MainSearch } from './main-search.tsx';
import { MoreSearch } from './more-searches.tsx';
import { type PageClock, useSearches } from './use-searches.ts';

const ALL = [...MAIN_SEARCHES, ...MORE_SEARCHES];

/** The questions that are asked most, each one click away from its answer in Events. */
export function CommonSearches(props: { scope: ScopeRef; query: string; clock: PageClock }) {
  const propsOf = useSearches({ ...props, searches: ALL });
  const moreId = useId();
  return (
    <>
      <div className="grid gap-4 max-md:gap-2 lg:grid-cols-2">
        {MAIN_SEARCHES.map((search) => (
          <MainSearch key={search.id} {...propsOf(search)} />
        ))}
      </div>
      <Panel aria-labelledby={moreId}>
        <PanelHeader id={moreId} title="More searches" note="over the last two weeks" />
        <ul>
          {MORE_SEARCHES.map((search) => (
            <MoreSearch key={search.id} {...propsOf(search)} />
          ))}
        </ul>
      </Panel>
    </>
  );
}
