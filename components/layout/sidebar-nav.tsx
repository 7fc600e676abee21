import { ChevronDown, Database, House, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { NavLink } from './nav-link.tsx';
import type { NavGroup, NavItem, NavModel } from './nav-model.ts';

/** Home; Security › Activity Monitoring › AWS API (CloudTrail) › the reports that there are. */
export function SidebarNav({ nav }: { nav: NavModel }) {
  return (
    <nav aria-label="Main" className="min-h-0 flex-1 overflow-y-auto pb-2">
      <NavLink href={nav.homeHref} exact icon={<House aria-hidden />}>
        Home
      </NavLink>
      {nav.logSourcesHref && (
        <NavLink href={nav.logSourcesHref} icon={<Database aria-hidden />}>
          Log Sources
        </NavLink>
      )}
      {nav.reports.length > 0 && (
        <>
          <div className="px-2 pt-4 pb-1 text-11 font-medium text-fg-3">Security</div>
          <Heading open>Activity Monitoring</Heading>
          <Branch>
            <Heading open>AWS API (CloudTrail)</Heading>
            <Branch>
              {nav.reports.map((entry) => (
                <Entry key={entry.label} entry={entry} />
              ))}
            </Branch>
          </Branch>
        </>
      )}
    </nav>
  );
}

function Entry({ entry }: { entry: NavItem | NavGroup }) {
  if ('items' in entry) {
    return (
      <>
        <Heading>{entry.label}</Heading>
        <div className="ml-2 border-l border-line pl-1.5">
          {entry.items.map((item) => (
            <Entry key={item.href} entry={item} />
          ))}
        </div>
      </>
    );
  }
  return (
    <NavLink href={entry.href} count={entry.count}>
      {entry.label}
    </NavLink>
  );
}

function Heading({ open, children }: { open?: boolean; children: ReactNode }) {
  return (
    <div className={`flex h-7 items-center gap-1 px-2 text-fg-2 max-md:h-9 ${open ? 'font-medium' : ''}`}>
      {open && <ChevronDown className="size-3 text-fg-3" aria-hidden />}
      {children}
    </div>
  );
}

function Branch({ children }: { children: ReactNode }) {
  return <div className="ml-3.5 border-l border-line pl-1.5">{children}</div>;
}

export function AdministrationLink({ href }: { href: string }) {
  return (
    <NavLink href={href} icon={<SlidersHorizontal aria-hidden />}>
      Administration
    </NavLink>
  );
}
