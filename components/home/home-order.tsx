'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Select, type SelectOption } from '#components/ui/select.tsx';
import { FIRST_PAGES, type HomeSearch, type HomeSort, homeHref } from '#lib/accounts/home-search.ts';

const ORDERS: readonly SelectOption<HomeSort>[] = [
  { value: 'events', label: 'Most events' },
  { value: 'name', label: 'Name' },
  { value: 'last', label: 'Last event' },
  { value: 'findings', label: 'Open findings' },
];

/** What orders the rows of Home where they are cards, which have no heads to press. */
export function HomeOrder({ search }: { search: HomeSearch }) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  const order = (sort: HomeSort) =>
    startTransition(() => router.replace(homeHref({ ...search, sort, ...FIRST_PAGES }), { scroll: false }));
  return <Select label="By" value={search.sort} options={ORDERS} onChange={order} />;
}
