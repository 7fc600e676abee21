import { ChevronDown, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { DrawerButton, DrawerScopeButton } from './drawer.tsx';
import type { Crumb } from './nav-model.ts';

/**
 * Where one is, and the page's own tools at the right. On a phone: menu, title over the scope's name, and
 * `mobileTools` (44-px buttons); `children` are left out there, the page shows them below.
 */
export function TopBar(props: {
  title: string;
  crumbs?: Crumb[];
  /** Second line on a phone: "Acme production, 14 accounts". */
  mobileSubtitle?: string;
  mobileTools?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="sticky top-0 z-20 flex h-13 items-center gap-2 border-b border-line bg-surface px-6 max-md:gap-1 max-md:px-1">
      <DrawerButton />
      <div className="min-w-0 flex-1 md:hidden">
        <div aria-hidden className="truncate text-16/5 font-semibold">
          {props.title}
        </div>
        {props.mobileSubtitle && (
          <DrawerScopeButton>
            <span className="truncate">{props.mobileSubtitle}</span>
            <ChevronDown className="size-3" aria-hidden />
          </DrawerScopeButton>
        )}
      </div>
      <div className="flex items-center md:hidden">{props.mobileTools}</div>
      <Crumbs crumbs={props.crumbs ?? []} title={props.title} />
      <div className="flex min-w-0 flex-1 items-center justify-end gap-2 max-md:hidden">{props.children}</div>
    </header>
  );
}

function Crumbs({ crumbs, title }: { crumbs: Crumb[]; title: string }) {
  return (
    // On a phone it is only there for screen readers: the page keeps its one h1.
    <div className="flex items-center gap-1.5 whitespace-nowrap text-13 text-fg-3 max-md:sr-only">
      {crumbs.map((crumb) => (
        <Fragment key={crumb.label}>
          {crumb.href ? (
            <Link href={crumb.href} className="rounded-[2px] hover:text-fg">
              {crumb.label}
            </Link>
          ) : (
            <span>{crumb.label}</span>
          )}
          <ChevronRight className="size-3" aria-hidden />
        </Fragment>
      ))}
      <h1 className="text-14 font-semibold text-fg">{title}</h1>
    </div>
  );
}

/** The page under its top bar. */
export function PageBody({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      className={cn(
        'flex flex-col gap-4 px-6 pt-4 pb-8 max-md:gap-2 max-md:px-0 max-md:pt-0 max-md:[&>section:first-of-type]:border-t-0',
        className,
      )}
    >
      {children}
    </div>
  );
}
