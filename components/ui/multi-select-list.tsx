'use client';
import { Command } from 'cmdk';
import { Plus, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { Tick } from './choices.tsx';
import { chosenWords, withChosen } from './chosen-options.ts';
import { Skeleton } from './skeleton.tsx';
import { type ListedOptions, type OptionsLoader, useOptions } from './use-options.ts';

interface ListProps {
  noun: string;
  values: readonly string[];
  labelOf: (value: string) => string;
  allowTyped: boolean;
  nothing?: string | undefined;
  load: OptionsLoader;
  onChange: (values: string[]) => void;
  onDone: () => void;
}

/** What the list calls its items: a value, or the text as it was typed. */
const itemOf = (value: string) => `=${value}`;
const TYPED = 'typed';

const row = 'flex h-7 cursor-pointer items-center gap-2 px-3 data-[selected=true]:bg-hover max-md:h-11';

/** Search box, tick list with counts, and the foot with Clear and Done. */
export function MultiSelectList(props: ListProps) {
  const { noun, values } = props;
  const [query, setQuery] = useState('');
  const { answer, busy, failed, retry } = useOptions(props.load, query);
  // What was chosen when the list opened stays on top, also where no event has it any more.
  const [atOpen] = useState(values);
  const options = withChosen(answer, query ? [] : atOpen);
  const typed = query.trim();
  const offerTyped = props.allowTyped && typed !== '' && !options.some(({ value }) => value === typed);
  const [first] = options;
  const firstItem = first ? itemOf(first.value) : offerTyped ? TYPED : '';
  const [marked, setMarked] = useState(firstItem);
  // What is found arrives after the letters: Enter takes the first of it.
  useEffect(() => setMarked(firstItem), [firstItem]);
  const toggle = (value: string) =>
    props.onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  return (
    <Command shouldFilter={false} loop label={`Find ${noun}`} value={marked} onValueChange={setMarked}>
      <div className="flex h-9 items-center gap-2 border-b border-line px-3 focus-within:border-accent max-md:h-11">
        <Search className="size-3.5 text-fg-3" aria-hidden />
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder={`Find ${article(noun)} ${noun}`}
          className="h-full w-full min-w-0 bg-transparent outline-none max-md:text-16"
        />
      </div>
      <Command.List
        label={`Values of ${noun}`}
        aria-busy={busy}
        className="max-h-[min(340px,50vh)] overflow-y-auto py-1"
      >
        {!answer && !failed && <Waiting />}
        {answer &&
          options.map(({ value, label, count }) => (
            <Command.Item
              key={value}
              value={itemOf(value)}
              onSelect={() => toggle(value)}
              aria-checked={values.includes(value)}
              className={row}
            >
              <Tick checked={values.includes(value)} />
              <span className="min-w-0 flex-1 truncate" title={label ?? props.labelOf(value)}>
                {label ?? props.labelOf(value)}
              </span>
              {count !== undefined && <span className="num text-fg-3">{count.toLocaleString('en-GB')}</span>}
            </Command.Item>
          ))}
        {answer && offerTyped && (
          <Command.Item value={TYPED} onSelect={() => toggle(typed)} className={row}>
            <Plus className="size-3.5 text-fg-3" aria-hidden />
            <span className="min-w-0 flex-1 truncate">
              {values.includes(typed) ? 'Remove' : 'Take'} “{typed}” as typed
            </span>
          </Command.Item>
        )}
      </Command.List>
      {failed && <LoadFailed message={failed} onRetry={retry} />}
      {answer && options.length === 0 && !offerTyped && (
        <p className="px-3 pb-3 text-fg-3">{props.nothing ?? `No ${noun} has events here.`}</p>
      )}
      <Foot {...props} listed={answer} />
    </Command>
  );
}

function Foot({ values, listed, onChange, onDone }: ListProps & { listed: ListedOptions | null }) {
  return (
    <div className="flex items-center gap-2 border-t border-line px-3 py-2">
      <span className="flex-1 text-12 tabular-nums text-fg-3" aria-live="polite">
        {chosenWords(values.length, listed)}
      </span>
      <Button
        variant="ghost"
        size="small"
        className="text-13 max-md:h-11"
        disabled={values.length === 0}
        onClick={() => onChange([])}
      >
        Clear
      </Button>
      <Button variant="primary" size="small" className="text-13 max-md:h-11" onClick={onDone}>
        Done
      </Button>
    </div>
  );
}

function Waiting() {
  return (
    <div aria-hidden>
      {[96, 72, 120, 84, 104].map((width) => (
        <div key={width} className="flex h-7 items-center gap-2 px-3">
          <Skeleton className="size-3.5" />
          <Skeleton width={width} />
          <Skeleton width={48} className="ml-auto" />
        </div>
      ))}
    </div>
  );
}

function LoadFailed({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <div role="alert" className="grid justify-items-start gap-2 px-3 pb-3 text-13/5">
      <span className="text-bad">{message}</span>
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

function article(noun: string): string {
  return /^(?:[aeio]|ip\b|mfa\b)/i.test(noun) ? 'an' : 'a';
}
