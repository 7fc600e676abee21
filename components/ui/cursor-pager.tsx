'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Pager } from './pager.tsx';

/** The foot of a list that is turned by cursor: on, or back to its first page. Null where there is nowhere to go. */
export function CursorPager(props: { range: string; firstHref: string | null; nextHref: string | null }) {
  const { firstHref, nextHref } = props;
  const router = useRouter();
  const [busy, start] = useTransition();
  const go = (href: string | null) =>
    href === null ? undefined : () => start(() => router.push(href, { scroll: false }));
  if (firstHref === null && nextHref === null) return null;
  return (
    <Pager
      range={props.range}
      busy={busy}
      previousLabel="First page"
      onPrevious={go(firstHref)}
      onNext={go(nextHref)}
    />
  );
}
