import Link from 'next/link';
import type { ReactNode } from 'react';
import { Brand } from './brand.tsx';
import { DrawerProvider } from './drawer.tsx';
import type { NavModel, Person, ScopeModel } from './nav-model.ts';
import { PersonMenu } from './person-menu.tsx';
import { ScopeSwitcher } from './scope-switcher.tsx';
import { AdministrationLink, SidebarNav } from './sidebar-nav.tsx';

/** Sidebar and work area of every page behind the sign-in. The page itself brings TopBar and PageBody. */
export function AppFrame(props: { nav: NavModel; scope: ScopeModel; person: Person; children: ReactNode }) {
  const sidebar = <Sidebar nav={props.nav} scope={props.scope} person={props.person} />;
  return (
    <DrawerProvider sidebar={sidebar}>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:border focus:border-line-strong focus:bg-surface focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <div className="grid min-h-screen md:grid-cols-[232px_minmax(0,1fr)]">
        <aside className="border-r border-line bg-side text-13 max-md:hidden">
          <div className="sticky top-0 flex h-screen flex-col px-2 pb-2">{sidebar}</div>
        </aside>
        <main id="main" className="relative min-w-0">
          {props.children}
        </main>
      </div>
    </DrawerProvider>
  );
}

function Sidebar(props: { nav: NavModel; scope: ScopeModel; person: Person }) {
  return (
    <>
      <Link href={props.nav.homeHref} className="rounded-control">
        <Brand />
      </Link>
      <ScopeSwitcher scope={props.scope} />
      <SidebarNav nav={props.nav} />
      <div className="border-t border-line pt-2">
        {props.nav.administrationHref && <AdministrationLink href={props.nav.administrationHref} />}
        <PersonMenu person={props.person} />
      </div>
    </>
  );
}
