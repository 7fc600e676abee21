'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { SearchInput } from '#components/filters/search-box.tsx';
import { FIRST_PAGES, type HomeSearch, homeHref } from '#lib/accounts/home-search.ts';

const PAUSE_MS = 250;

/** Finds views and accounts by a part of their name or number, while one types. */
export function HomeSearchBox({ search, className }: { search: HomeSearch; className?: string }) {
  const router = useRouter();
  const [q, setQ] = useState(search.q);
  const [, startTransition] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const find = (text: string) => {
    clearTimeout(timer.current);
    const href = homeHref({ ...search, q: text.trim(), ...FIRST_PAGES });
    startTransition(() => router.replace(href, { scroll: false }));
  };
  const type = (text: string) => {
    setQ(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => find(text), PAUSE_MS);
  };
  return (
    <SearchInput
      className={className}
      label="Find a view or account"
      placeholder="Name or number"
      value={q}
      onChange={type}
      onEnter={() => find(q)}
    />
  );
}
