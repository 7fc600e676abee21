import type { ReactNode } from 'react';
import { PageTabs } from '#components/layout/page-tabs.tsx';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { countOpenRequests } from '#lib/alerts/exclusions/loaders.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { ViewerZone } from '#lib/time/zone.ts';

/**
 * One of the pages about a scope's alerts, under its top bar and the tabs. `open`: findings that wait for somebody; requests for
 * exclusions that wait are counted here.
 */
export async function AlertsPage(props: {
  scope: Scope;
  title: string;
  open: number;
  zone: ViewerZone;
  now: Date;
  children: ReactNode;
}) {
  const { scope, title } = props;
  const href = `/${scope.kind}/${scope.id}/alerts`;
  const requests = await countOpenRequests(scope);
  const above = title === 'Alerts' ? [] : [{ label: 'Alerts', href }];
  return (
    <>
      <TopBar title={title} crumbs={[{ label: scope.name }, ...above]} mobileSubtitle={scope.name}>
        <ZoneToggle zone={props.zone} at={props.now.toISOString()} />
      </TopBar>
      <PageTabs
        label="Alerts"
        tabs={[
          { label: 'Findings', href, count: props.open },
          { label: 'Rules', href: `${href}/rules` },
          { label: 'Coverage', href: `${href}/coverage` },
          { label: 'Exclusions', href: `${href}/exclusions`, count: requests },
          ...(scope.canManage ? [{ label: 'Channels', href: `${href}/channels` }] : []),
        ]}
      />
      <PageBody>{props.children}</PageBody>
    </>
  );
}
