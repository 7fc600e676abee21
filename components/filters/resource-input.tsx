'use client';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { MiddleCut } from '#components/table/cells.tsx';
import { cn } from '#components/ui/cn.ts';
import { Input } from '#components/ui/input.tsx';
import { Popover, PopoverAnchor, PopoverContent } from '#components/ui/popover.tsx';
import { useOptions } from '#components/ui/use-options.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { useFilters } from './filter-context.ts';

const OFFERED = 8;

/**
 * One resource by its id or ARN, typed or pasted; several are separated by spaces. What has events and contains the
 * text is offered beneath. Enter takes the marked offer, or the text as it is, and applies.
 */
export function ResourceInput({ className }: { className?: string }) {
  const { edited, edit, apply, loadFacet } = useFilters();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const frame = useRef<HTMLDivElement>(null);
  const listId = useId();
  const typed = edited.resource.at(-1) ?? '';
  const { answer } = useOptions(
    async (find) => {
      if (find === '') return [];
      const { values } = await loadFacet('resource', find);
      return values.slice(0, OFFERED).map(({ value, events }) => ({ value, count: events }));
    },
    open ? typed : '',
  );
  const offers = answer?.options ?? [];
  const shown = open && typed !== '' && offers.length > 0;

  const take = (resource: string) => {
    setOpen(false);
    apply({ resource: [...edited.resource.slice(0, -1), resource] });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const offer = shown ? offers[at] : undefined;
    if (event.key === 'Enter') take(offer?.value ?? typed);
    else if (event.key === 'ArrowDown' && shown) setAt(Math.min(at + 1, offers.length - 1));
    else if (event.key === 'ArrowUp' && shown) setAt(Math.max(at - 1, -1));
    else return;
    event.preventDefault();
  };
  return (
    <Popover open={shown} onOpenChange={setOpen}>
      <PopoverAnchor asChild>
        <div ref={frame} className={className}>
          <Input
            prefix="Resource ID"
            placeholder="any"
            aria-label="Resource ID"
            role="combobox"
            aria-expanded={shown}
            aria-controls={shown ? listId : undefined}
            aria-activedescendant={shown && at >= 0 ? `${listId}-${at}` : undefined}
            value={edited.resource.join(' ')}
            onChange={(event) => {
              edit({ resource: toResources(event.target.value) });
              setOpen(true);
              setAt(-1);
            }}
            onKeyDown={onKeyDown}
            frameClassName="max-md:h-11"
          />
        </div>
      </PopoverAnchor>
      <PopoverContent
        aria-label="Resources with events"
        className="w-[420px] py-1"
        onOpenAutoFocus={(event) => event.preventDefault()}
        onInteractOutside={(event) => {
          if (event.target instanceof Node && frame.current?.contains(event.target)) event.preventDefault();
        }}
      >
        <div id={listId} role="listbox" aria-label="Resources with events">
          {offers.map(({ value, count }, place) => (
            <button
              type="button"
              key={value}
              id={`${listId}-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === at}
              onClick={() => take(value)}
              onPointerMove={() => setAt(place)}
              className={cn(
                'flex h-7 w-full cursor-pointer items-center gap-2 px-3 text-left max-md:h-11',
                place === at && 'bg-hover',
              )}
            >
              <span className="min-w-0 flex-1 truncate">
                <MiddleCut text={value} keep={46} mono />
              </span>
              <span className="num text-fg-3">{count !== undefined && formatCount(count)}</span>
            </button>
          ))}
        </div>
      </PopoverContent>
    </Popover>
  );
}

// The space at the end stays while the next id is typed; an id never holds one.
function toResources(text: string): string[] {
  return text === '' ? [] : text.split(/\s/).slice(0, 50);
}
