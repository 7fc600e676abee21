'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { SearchInput } from '#components/filters/search-box.tsx';
import { useTypedSearch } from '#components/filters/use-typed-search.ts';
import { FIRST_PAGES, type HomeSearch, homeHref } from '#lib/accounts/home-search.ts';

/** Finds views and accounts by a part of their name or number, while one types. */
export function HomeSearchBox({ search, className }: { search: HomeSearch; className?: string }) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const { text, type, send } = useTypedSearch(search.q, busy, (q) =>
    start(() => router.replace(homeHref({ ...search, q, ...FIRST_PAGES }), { scroll: false })),
  );
  return (
    <SearchInput
      className={className}
      label="Find a view or account"
      placeholder="Name or number"
      value={text}
      onChange={type}
      onEnter={send}
    />
  );
}
