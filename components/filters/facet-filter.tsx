'use client';
import { MultiSelect } from '#components/ui/multi-select.tsx';
import type { FoundOptions } from '#components/ui/use-options.ts';
import { type Facet, type ListFilter, NONE } from '#lib/events/schema.ts';
import { useFilters } from './filter-context.ts';
import { FILTER_WORDS, identityTypeWord } from './filter-words.ts';

/** One filter of several values, with search and counts. */
export function FacetFilter(props: { filter: ListFilter; defaultOpen?: boolean; className?: string }) {
  const { filter } = props;
  const { edited, edit, loadFacet, accountNames } = useFilters();
  const labelOf = (value: string) => {
    if (value === NONE) return 'None';
    if (filter === 'identityType') return identityTypeWord(value);
    return filter === 'account' ? accountLabel(value, accountNames) : value;
  };
  return (
    <MultiSelect
      label={FILTER_WORDS[filter].label}
      noun={FILTER_WORDS[filter].noun}
      values={edited[filter]}
      onChange={(values) => edit({ [filter]: values })}
      load={async (find) => toOptions(await loadFacet(filter, find), labelOf)}
      labelOf={labelOf}
      // An account or a type that is not one of AWS's would be refused as junk.
      allowTyped={filter !== 'identityType' && filter !== 'account'}
      defaultOpen={props.defaultOpen}
      className={props.className}
    />
  );
}

function toOptions({ values, truncated }: Facet, labelOf: (value: string) => string): FoundOptions {
  const options = values.map(({ value, events }) => ({ value, label: labelOf(value), count: events }));
  return { options, total: truncated ? null : options.length };
}

/** `prod-web 222222222222`, or the number alone. */
export function accountLabel(id: string, names: Readonly<Record<string, string>>): string {
  const name = names[id];
  return name ? `${name} ${id}` : id;
}
