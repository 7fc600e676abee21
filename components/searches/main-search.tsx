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
export function MainSearch({ scope, search, form, onForm, href, refusal, fits, clock }: SearchProps) {
  const id = useId();
  const { input } = search;
  return (
    <Panel aria-labelledby={id} className="flex flex-col">
      <PanelHeader id={id} title={search.title} />
      <div className="flex flex-1 flex-col gap-4 p-4 text-13">
        <p className="text-fg-2">{search.description}</p>
        <div className="mt-auto flex flex-wrap items-center gap-2">
          <DateRange
            nameOnly
            value={form.range}
            onChange={(range) => onForm({ ...form, range })}
            zone={clock.zone}
            now={clock.now}
          />
          {input && (
            <SearchValues
              scope={scope}
              search={search}
              input={input}
              form={form}
              fits={fits}
              onChange={(values) => onForm({ ...form, values })}
              clock={clock}
              className="flex min-w-0 flex-1 gap-1 max-md:basis-full"
            />
          )}
          <Button
            variant="primary"
            size="form"
            asChild={!refusal}
            disabled={refusal !== null}
            className="ml-auto max-md:w-full"
          >
            {refusal ? (
              'Search'
            ) : (
              <Link href={href} prefetch={false}>
                <Search aria-hidden />
                Search
                <span className="sr-only"> {search.title}</span>
              </Link>
            )}
          </Button>
        </div>
        {refusal && (
          <p role="alert" className="text-bad">
            {refusal}
          </p>
        )}
      </div>
    </Panel>
  );
}
