'use client';
import { Funnel } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CategoryFilter, MfaFilter } from './choice-filters.tsx';
import { FacetFilter } from './facet-filter.tsx';
import { useFilters } from './filter-context.ts';
import {
  EXTRA_FILTERS,
  type ExtraFilter,
  ExtraFilterControl,
  isExtraInUse,
  MoreFilters,
} from './more-filters.tsx';

export const MAIN_FILTERS = ['region', 'service', 'event', 'user', 'ip'] as const;

/** As high as the lists beside them, where fingers press. */
const TOUCH = 'max-md:h-11';

/** The filters side by side. */
export function FilterControls() {
  const { edited, manyAccounts } = useFilters();
  const [added, setAdded] = useState<ExtraFilter[]>([]);
  const offered = EXTRA_FILTERS.filter((name) => manyAccounts || name !== 'account');
  const shown = offered.filter((name) => added.includes(name) || isExtraInUse(name, edited));
  return (
    <>
      <CategoryFilter className={TOUCH} />
      {MAIN_FILTERS.map((filter) => (
        <FacetFilter key={filter} filter={filter} />
      ))}
      <MfaFilter className={TOUCH} />
      {shown.map((name) => (
        <ExtraFilterControl key={name} name={name} defaultOpen={added.includes(name)} className={TOUCH} />
      ))}
      <MoreFilters
        offered={offered.filter((name) => !shown.includes(name))}
        onAdd={(name) => setAdded((were) => [...were, name])}
      />
    </>
  );
}

/** The row of filters. What is chosen waits for the Filter button, the one filled button of the page. */
export function FilterRow() {
  const { pending, apply, clear } = useFilters();
  // Clear takes away what was asked for and holds nothing, too.
  const [cleared, setCleared] = useState(0);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterControls key={cleared} />
      <div className="ml-auto flex items-center gap-2">
        {pending.length > 0 && (
          <span role="status" className="text-12 text-fg-3">
            Not applied yet
          </span>
        )}
        <Button
          variant="ghost"
          onClick={() => {
            setCleared((times) => times + 1);
            clear();
          }}
        >
          Clear
        </Button>
        <Button variant="primary" onClick={() => apply()}>
          <Funnel aria-hidden />
          Filter
        </Button>
      </div>
    </div>
  );
}
