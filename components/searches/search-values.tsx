'use client';
import { askFacet } from '#components/events/event-questions.ts';
import { MultiSelect } from '#components/ui/multi-select.tsx';
import type { FoundOptions } from '#components/ui/use-options.ts';
import { type SearchInput, toEventSearch } from '#lib/searches/common-searches.ts';
import type { SearchProps } from './use-searches.ts';
import { ValuesFinder } from './values-finder.tsx';

/** A list that takes longer is of no help in choosing. */
const FACET_TIMEOUT_MS = 30_000;

type ValuesProps = Pick<SearchProps, 'scope' | 'search' | 'form' | 'fits' | 'clock'> & {
  input: SearchInput;
  onChange: (values: string[]) => void;
  className?: string;
};

/** The values that a search is about: a list with counts, and the binoculars beside it. */
export function SearchValues({ scope, search, input, form, fits, onChange, clock, className }: ValuesProps) {
  const load = async (find: string): Promise<FoundOptions> => {
    const all = toEventSearch(search, [], form.range, {
      now: new Date(clock.now),
      zone: clock.zone,
    });
    const wanted = find || input.offered || '';
    const answer = await askFacet(scope, all, input.filter, wanted, AbortSignal.timeout(FACET_TIMEOUT_MS));
    const options = answer.values.map(({ value, events }) => ({ value, count: events }));
    return { options, total: answer.truncated ? null : options.length, narrowed: wanted !== find };
  };
  const shared = { label: input.label, noun: input.noun, values: form.values, onChange, load };
  return (
    <div className={className}>
      <MultiSelect {...shared} className="h-8 min-w-0 flex-1" />
      <ValuesFinder {...shared} fits={fits} />
    </div>
  );
}
