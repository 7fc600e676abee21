'use client';
import { useId } from 'react';
import type { ScopeRef } from '#components/events/event-questions.ts';
import { DateRange } from '#components/ui/date-range.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { MAIN_SEARCHES, MORE_SEARCHES } from '#lib/searches/common-searches.ts';
import type { RangeValue } from '#lib/time/ranges.ts';
import { MainSearch } from './main-search.tsx';
import { MoreSearch, SearchLine, SearchLink } from './more-searches.tsx';
import { type PageClock, useSearches } from './use-searches.ts';

/** The period that the searches of the second part share. */
const MORE = 'more';
const IDS = [...[...MAIN_SEARCHES, ...MORE_SEARCHES].map(({ id }) => id), MORE];

/** The questions that are asked most, each one click away from its answer in Events. */
export function CommonSearches(props: { scope: ScopeRef; query: string; clock: PageClock }) {
  const { formOf, change, propsOf } = useSearches({ ...props, ids: IDS });
  const more = formOf(MORE);
  const moreId = useId();
  return (
    <>
      <div className="grid gap-4 max-md:gap-2 lg:grid-cols-2">
        {MAIN_SEARCHES.map((search) => (
          <MainSearch key={search.id} {...propsOf(search)} />
        ))}
      </div>
      <Panel aria-labelledby={moreId}>
        <PanelHeader id={moreId} title="More searches">
          <DateRange
            nameOnly
            value={more.range}
            onChange={(range) => change(MORE, { ...more, range })}
            zone={props.clock.zone}
            now={props.clock.now}
            className="my-1"
          />
        </PanelHeader>
        <ul>
          {MORE_SEARCHES.map((search) => (
            <MoreSearch key={search.id} {...propsOf(search, more.range)} />
          ))}
          <SearchLine
            title="Activity in a new region or from a new country"
            description="Regions and countries that an account was not used from in the 90 days before."
          >
            <SearchLink title="new regions and countries" href={newPlacesHref(props.scope, more.range)} />
          </SearchLine>
        </ul>
      </Panel>
    </>
  );
}

function newPlacesHref({ kind, id }: ScopeRef, range: RangeValue): string {
  const period = new URLSearchParams('from' in range ? range : { preset: range.preset });
  return `/${kind}/${id}/searches/new-places?${period}`;
}
