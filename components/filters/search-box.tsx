'use client';
import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Input } from '#components/ui/input.tsx';
import { useFilters } from './filter-context.ts';

/** One box over everything that names somebody or something. `/` jumps here, Enter applies. */
export function SearchBox({ className, autoFocus }: { className?: string; autoFocus?: boolean }) {
  const { edited, edit, apply } = useFilters();
  return (
    <SearchInput
      className={className}
      autoFocus={autoFocus}
      value={edited.q}
      onChange={(q) => edit({ q })}
      onEnter={apply}
    />
  );
}

/** The box by itself, for pages that have no filters of their own. */
export function SearchInput(props: {
  value: string;
  onChange: (text: string) => void;
  onEnter: () => void;
  className?: string | undefined;
  autoFocus?: boolean | undefined;
  label?: string;
  placeholder?: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      // Two boxes exist, one for each width; the hidden one cannot take the focus.
      if (!input.current?.offsetParent) return;
      event.preventDefault();
      input.current.focus();
      input.current.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Input
      ref={input}
      type="search"
      icon={<Search aria-hidden />}
      kbd="/"
      aria-label={props.label ?? 'Search'}
      placeholder={props.placeholder ?? 'User, ARN, event, IP, key, resource …  * and ? match'}
      value={props.value}
      autoFocus={props.autoFocus}
      onChange={(event) => props.onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') props.onEnter();
        else if (event.key === 'Escape' && props.value === '') event.currentTarget.blur();
      }}
      frameClassName={props.className}
      className="[&::-webkit-search-cancel-button]:appearance-none"
    />
  );
}

/** Whether keys typed there are text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
