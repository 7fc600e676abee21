'use client';
import { Search } from 'lucide-react';
import Link from 'next/link';
import { useId } from 'react';
import { Button } from '#components/ui/button.tsx';
import { DateRange } from '#components/ui/date-range.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { SearchValues } from './search-values.tsx';
import type { SearchProps } from './use-searches.ts';

/** One of the four common searches: its period, what it asks for, and the way into Events. */
export function MainSearch({ scope, search, form, onForm, href, clock }: SearchProps) {
  const id = useId();
  const { input } = search;
  return (
    <Panel aria-labelledby={id} className="flex flex-col">
      <PanelHeader id={id} title={search.title} />
      <div className="flex flex-1 flex-col gap-3 p-4 text-13">
        <p className="text-fg-2">{search.description}</p>
        <div className="grid gap-x-4 gap-y-1 max-md:gap-y-2 md:grid-cols-[112px_minmax(0,1fr)] md:gap-y-3">
          <span className="leading-5 text-fg-2 md:pt-1">Period</span>
          <DateRange
            value={form.range}
            onChange={(range) => onForm({ ...form, range })}
            zone={clock.zone}
            now={clock.now}
          />
          {input && (
            <>
              <span className="leading-5 text-fg-2 md:pt-1.5">{input.label}</span>
              <SearchValues
                scope={scope}
                search={search}
                input={input}
                form={form}
                onChange={(values) => onForm({ ...form, values })}
                clock={clock}
                className="flex min-w-0 gap-1"
              />
            </>
          )}
        </div>
        <div className="mt-auto flex pt-1 md:pl-32">
          <Button variant="primary" size="form" asChild className="max-md:w-full">
            <Link href={href}>
              <Search aria-hidden />
              Search
              <span className="sr-only"> {search.title}</span>
            </Link>
          </Button>
        </div>
      </div>
    </Panel>
  );
}
