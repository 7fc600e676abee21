import type { Metadata } from 'next';
import { AdminPage } from '#components/admin/admin-page.tsx';
import { GroupRulesPanel } from '#components/auth/group-rules-panel.tsx';
import { SignInWaysPanel } from '#components/auth/sign-in-ways-panel.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { oidcSettings, passwordsAllowed } from '#lib/auth/oidc/settings.ts';
import { portalOrigin } from '#lib/auth/portal-origin.ts';
import { readSecondFactorFor } from '#lib/auth/second-factor/policy.ts';
import { prisma } from '#lib/db/prisma.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { requireAdminActor } from '#lib/users/loaders.ts';
import { listGroupRules } from '#lib/users/queries/list-group-rules.ts';

export const metadata: Metadata = { title: 'Sign-in' };

export default async function AdminSignInPage() {
  await requireAdminActor();
  const oidc = oidcSettings();
  const [secondFactorFor, rules, zone] = await Promise.all([
    readSecondFactorFor(prisma()),
    listGroupRules(prisma()),
    loadViewerZone(),
  ]);
  return (
    <AdminPage title="Sign-in" tools={<ZoneToggle zone={zone} at={new Date().toISOString()} />}>
      <SignInWaysPanel
        oidc={oidc}
        passwords={passwordsAllowed()}
        secondFactorFor={secondFactorFor}
        origin={portalOrigin()}
      />
      {(oidc || rules.length > 0) && <GroupRulesPanel rules={rules} zone={zone.zone} />}
    </AdminPage>
  );
}
