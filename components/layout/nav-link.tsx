'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Count } from '#components/ui/badge.tsx';
import { cn } from '#components/ui/cn.ts';

/** A sidebar entry; it is the current one on its own page and on those below it. */
export function NavLink(props: {
  href: string;
  exact?: boolean;
  icon?: ReactNode;
  count?: number | undefined;
  children: ReactNode;
}) {
  const pathname = usePathname();
  const on = pathname === props.href || (!props.exact && pathname.startsWith(`${props.href}/`));
  return (
    <Link
      href={props.href}
      aria-current={on ? 'page' : undefined}
      className={cn(
        'flex h-7 items-center gap-2 rounded-control px-2 text-fg-2 hover:bg-hover max-md:h-11 max-md:text-14 [&>svg]:size-3.5 [&>svg]:text-fg-3',
        on && 'bg-accent-soft font-medium text-accent-ink hover:bg-accent-soft [&>svg]:text-accent-ink',
      )}
    >
      {props.icon}
      {props.children}
      {props.count !== undefined && props.count > 0 && (
        <Count className={cn('ml-auto', on && 'border-transparent bg-surface text-accent-ink')}>
          {props.count}
        </Count>
      )}
    </Link>
  );
}
