'use client';
import { Check, Pencil, Plus, Trash2, Users } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { SavedSearch } from '#lib/searches/saved-schema.ts';
import { useReport } from './report-context.ts';
import type { SavedSearches } from './use-saved-searches.ts';

/** Names that open their search; a pencil and a bin where the person may change it. */
export function SavedList(props: {
  saved: SavedSearches;
  /** The report's query string as it is now: its search is marked. */
  query: string;
  onOpen: () => void;
  onSave: () => void;
  onChange: (search: SavedSearch) => void;
  onDelete: (search: SavedSearch) => void;
}) {
  const { answer, again } = props.saved;
  return (
    <>
      {answer.status === 'failed' ? (
        <Said>
          {answer.error.message}{' '}
          <button type="button" className="link" onClick={again}>
            Try again
          </button>
        </Said>
      ) : answer.status === 'ready' ? (
        <Searches {...props} searches={answer.value} />
      ) : answer.status === 'loading' && answer.previous?.length ? (
        <Searches {...props} searches={answer.previous} />
      ) : (
        <div className="grid gap-3 px-3 py-3" aria-busy>
          <Skeleton width={180} />
          <Skeleton width={132} />
        </div>
      )}
      <div className="border-t border-line p-1">
        <Button variant="ghost" className="w-full justify-start max-md:h-11" onClick={props.onSave}>
          <Plus aria-hidden />
          Save this search
        </Button>
      </div>
    </>
  );
}

type ListProps = Parameters<typeof SavedList>[0];

function Searches(props: ListProps & { searches: readonly SavedSearch[] }) {
  if (props.searches.length === 0) {
    return (
      <Said>Nothing saved yet. A saved search keeps its filters, grouping and period under a name.</Said>
    );
  }
  return (
    <ul className="max-h-[min(400px,60vh)] overflow-y-auto py-1">
      {props.searches.map((search) => (
        <SearchRow key={search.id} {...props} search={search} />
      ))}
    </ul>
  );
}

function SearchRow({ search, query, onOpen, onChange, onDelete }: ListProps & { search: SavedSearch }) {
  const { href } = useReport();
  const shown = search.query === query;
  return (
    <li className="flex items-center pr-1 hover:bg-hover">
      <Link
        href={`${href}${search.query && `?${search.query}`}`}
        prefetch={false}
        onClick={onOpen}
        aria-current={shown || undefined}
        title={search.name}
        className="flex h-8 min-w-0 flex-1 items-center gap-2 pl-3 max-md:h-11"
      >
        <Check aria-hidden className={cn('size-3.5 shrink-0 text-accent-ink', !shown && 'invisible')} />
        <span className="truncate font-medium">{search.name}</span>
        {search.shared && (
          <span
            className="ml-auto flex shrink-0 items-center gap-1 pr-1 text-12 text-fg-3"
            title={`Shared by ${search.by}`}
          >
            <Users aria-hidden className="size-3.5" />
            shared
          </span>
        )}
      </Link>
      {search.canChange && (
        <>
          <Button
            variant="ghost"
            square
            aria-label={`Change ${search.name}`}
            title="Rename or replace"
            className="max-md:size-11"
            onClick={() => onChange(search)}
          >
            <Pencil aria-hidden />
          </Button>
          <Button
            variant="ghost"
            square
            aria-label={`Delete ${search.name}`}
            title="Delete"
            className="max-md:size-11"
            onClick={() => onDelete(search)}
          >
            <Trash2 aria-hidden />
          </Button>
        </>
      )}
    </li>
  );
}

function Said({ children }: { children: ReactNode }) {
  return <p className="px-3 py-2.5 text-13 text-fg-2">{children}</p>;
}
