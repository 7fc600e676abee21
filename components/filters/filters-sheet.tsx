'use client';
import { Funnel } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { CategoryFilter, MfaFilter } from './choice-filters.tsx';
import { FacetFilter } from './facet-filter.tsx';
import { useFilters } from './filter-context.ts';
import { MAIN_FILTERS } from './filter-row.tsx';
import { EXTRA_FILTERS, ExtraFilterControl } from './more-filters.tsx';
import { ResourceInput } from './resource-input.tsx';

/** All filters beneath each other, for a phone. `children` stand first. */
export function FiltersSheet(props: { open: boolean; onClose: () => void; children?: ReactNode }) {
  const { apply, clear, manyAccounts } = useFilters();
  const wide = 'h-11! w-full [&>svg]:ml-auto';
  return (
    <Sheet
      open={props.open}
      onClose={props.onClose}
      title="Filters"
      header={<span className="text-16 font-semibold">Filters</span>}
    >
      {props.children}
      <CategoryFilter className={wide} />
      {MAIN_FILTERS.map((filter) => (
        <FacetFilter key={filter} filter={filter} className={wide} />
      ))}
      <ResourceInput />
      <MfaFilter className={wide} />
      {EXTRA_FILTERS.filter((name) => manyAccounts || name !== 'account').map((name) => (
        <ExtraFilterControl key={name} name={name} className={wide} />
      ))}
      <div className="sticky -bottom-6 mt-auto -mb-6 flex gap-2 border-t border-line bg-surface py-2 *:flex-1">
        <Button size="touch" onClick={clear}>
          Clear
        </Button>
        <Button
          size="touch"
          variant="primary"
          onClick={() => {
            apply();
            props.onClose();
          }}
        >
          <Funnel aria-hidden />
          Filter
        </Button>
      </div>
    </Sheet>
  );
}
