'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '#components/ui/cn.ts';
import { ADMIN_PAGES } from './admin-nav.ts';

/** Leads from one page of the administration to the others. */
export function AdminTabs() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Administration"
      className="flex gap-5 overflow-x-auto border-b border-line bg-surface px-6 text-13 max-md:px-4"
    >
      {ADMIN_PAGES.map(({ label, href }) => {
        const on = pathname === href || pathname.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            aria-current={on ? 'page' : undefined}
            className={cn(
              'flex h-9 shrink-0 items-center border-b-2 border-transparent text-fg-2 hover:text-fg max-md:h-11',
              on && 'border-accent font-medium text-fg',
            )}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
