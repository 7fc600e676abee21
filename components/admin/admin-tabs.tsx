import { PageTabs } from '#components/layout/page-tabs.tsx';
import { ADMIN_PAGES } from './admin-nav.ts';

/** Leads from one page of the administration to the others. */
export function AdminTabs() {
  return <PageTabs label="Administration" tabs={ADMIN_PAGES} />;
}
