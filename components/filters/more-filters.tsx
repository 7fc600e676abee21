'use client';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx';
import type { EventFilters } from '#lib/events/schema.ts';
import { ReadOnlyFilter } from './choice-filters.tsx';
import { FacetFilter } from './facet-filter.tsx';
import { FILTER_WORDS } from './filter-words.ts';

/** The filters that stand in the row only when asked for, or when they hold something. */
export const EXTRA_FILTERS = ['account', 'identityType', 'errorCode', 'accessKey', 'readOnly'] as const;
export type ExtraFilter = (typeof EXTRA_FILTERS)[number];

export function extraLabel(name: ExtraFilter): string {
  return name === 'readOnly' ? 'Read-only or changing calls' : FILTER_WORDS[name].label;
}

export function isExtraInUse(name: ExtraFilter, filters: EventFilters): boolean {
  if (name === 'readOnly') return filters.readOnly !== undefined;
  return filters[name].length > 0;
}

/** One of the extra filters as a control. `defaultOpen` where a person has just asked for it. */
export function ExtraFilterControl(props: {
  name: ExtraFilter;
  defaultOpen?: boolean;
  className?: string;
}): ReactNode {
  const { name, className } = props;
  if (name === 'readOnly') return <ReadOnlyFilter className={className} />;
  return <FacetFilter filter={name} defaultOpen={props.defaultOpen} className={className} />;
}

/** Adds a filter to the row. */
export function MoreFilters(props: { offered: readonly ExtraFilter[]; onAdd: (name: ExtraFilter) => void }) {
  if (props.offered.length === 0) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost">
          <Plus aria-hidden />
          More
        </Button>
      </DropdownMenuTrigger>
      {/* The focus belongs to the filter that was asked for; given back to the button it would close its list. */}
      <DropdownMenuContent
        align="start"
        aria-label="More filters"
        onCloseAutoFocus={(event) => event.preventDefault()}
      >
        {props.offered.map((name) => (
          <DropdownMenuItem key={name} onSelect={() => props.onAdd(name)}>
            {extraLabel(name)}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
