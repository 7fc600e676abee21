import type { ReactNode } from 'react';
import type { Crumb } from '#components/layout/nav-model.ts';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ADMINISTRATION_HREF } from './admin-nav.ts';
import { AdminTabs } from './admin-tabs.tsx';

/** One page of the administration under its top bar and the tabs. `crumbs` come between "Administration" and the title. */
export function AdminPage(props: {
  title: string;
  crumbs?: Crumb[];
  tools?: ReactNode;
  children: ReactNode;
}) {
  const crumbs = [{ label: 'Administration', href: ADMINISTRATION_HREF }, ...(props.crumbs ?? [])];
  return (
    <>
      <TopBar title={props.title} crumbs={crumbs}>
        {props.tools}
      </TopBar>
      <AdminTabs />
      <PageBody>{props.children}</PageBody>
    </>
  );
}
