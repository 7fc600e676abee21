'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { Count } from '#components/ui/badge.tsx';
import { cn } from '#components/ui/cn.ts';

export type PageTab = { label: string; href: string; count?: number };

/** Leads from one page of a group to the others. A tab is the current one on the pages below it as well. */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly PageTab[] }) {
  const pathname = usePathname();
  const here = tabs.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  const current = here.reduce((deepest, { href }) => (href.length > deepest.length ? href : deepest), '');
  const row = useRef<HTMLElement>(null);
  // On a phone not all fit: the current one stands in the middle as far as there are others beside it.
  useEffect(() => {
    const tab = row.current?.querySelector<HTMLElement>(`[href="${current}"]`);
    if (row.current && tab)
      row.current.scrollLeft =
        tab.offsetLeft - row.current.offsetLeft - (row.current.clientWidth - tab.offsetWidth) / 2;
  }, [current]);
  return (
    <nav
      ref={row}
      aria-label={label}
      className="flex gap-5 overflow-x-auto border-b border-line bg-surface px-6 text-13 max-md:px-4"
    >
      {tabs.map(({ label, href, count }) => (
        <Link
          key={href}
          href={href}
          aria-current={href === current ? 'page' : undefined}
          className={cn(
            'flex h-9 shrink-0 items-center gap-2 border-b-2 border-transparent text-fg-2 hover:text-fg max-md:h-11',
            href === current && 'border-accent font-medium text-fg',
          )}
        >
          {label}
          {count !== undefined && count > 0 && <Count>{count}</Count>}
        </Link>
      ))}
    </nav>
  );
}
