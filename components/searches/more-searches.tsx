'use client';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { SearchValues } from './search-values.tsx';
import type { SearchProps } from './use-searches.ts';

/** A search of one line: what it finds, what it asks for, and the way into Events. */
export function MoreSearch({ scope, search, form, onForm, href, refusal, fits, clock }: SearchProps) {
  const { input } = search;
  const missing = input?.required && form.values.length === 0;
  const blocked = missing ? `Choose ${input.label.toLowerCase()} first` : refusal;
  return (
    <SearchLine title={search.title} description={search.description} wraps={input !== undefined}>
      {input && (
        <SearchValues
          scope={scope}
          search={search}
          input={input}
          form={form}
          fits={fits}
          onChange={(values) => onForm({ ...form, values })}
          clock={clock}
          className="flex w-64 min-w-0 gap-1 max-md:w-auto max-md:flex-1"
        />
      )}
      {blocked ? (
        <Button size="form" disabled title={blocked}>
          Search
          <ArrowRight aria-hidden />
        </Button>
      ) : (
        <SearchLink href={href} title={search.title} />
      )}
    </SearchLine>
  );
}

export function SearchLink({ href, title }: { href: string; title: string }) {
  return (
    <Button size="form" asChild>
      <Link href={href} prefetch={false}>
        Search
        <span className="sr-only"> {title}</span>
        <ArrowRight aria-hidden />
      </Link>
    </Button>
  );
}

export function SearchLine(props: {
  title: string;
  description: string;
  /** On a phone the controls stand under the words. */
  wraps?: boolean;
  children: ReactNode;
}) {
  return (
    <li
      className={cn(
        'flex min-h-14 items-center gap-4 border-t border-line px-4 py-2 text-13 first:border-t-0 max-md:gap-3',
        props.wraps && 'max-md:flex-wrap [&>div:first-child]:max-md:basis-full',
      )}
    >
      <div className="min-w-0 flex-1">
        <h3 className="font-medium">{props.title}</h3>
        <p className="text-fg-3">{props.description}</p>
      </div>
      {props.children}
    </li>
  );
}
