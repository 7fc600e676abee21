import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SecondFactorPanel } from '#components/auth/second-factor-panel.tsx';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { OwnTokensPanel } from '#components/profile/own-tokens-panel.tsx';
import { PasswordPanel } from '#components/profile/password-panel.tsx';
import { SessionsPanel } from '#components/profile/sessions-panel.tsx';
import { PortalFrame } from '#components/views/portal-frame.tsx';
import { requireActor } from '#lib/auth/loaders.ts';
import { readOwnSecondFactor } from '#lib/auth/second-factor/read-own.ts';
import { prisma } from '#lib/db/prisma.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { findPerson } from '#lib/users/queries/find-person.ts';
import { listTokensOf } from '#lib/users/queries/list-tokens.ts';

export const metadata: Metadata = { title: 'Your profile' };

export default async function ProfilePage() {
  const actor = await requireActor();
  const [person, factor, tokens, zone] = await Promise.all([
    findPerson(prisma(), actor.userId),
    readOwnSecondFactor(prisma(), actor),
    listTokensOf(prisma(), actor.userId),
    loadViewerZone(),
  ]);
  if (!person) notFound();
  return (
    <PortalFrame actor={actor} scope={null}>
      <TopBar title="Your profile">
        <span className="truncate text-13 text-fg-3">{person.email}</span>
        <ZoneToggle zone={zone} at={new Date().toISOString()} />
      </TopBar>
      <PageBody>
        <OwnTokensPanel tokens={tokens} zone={zone.zone} />
        <PasswordPanel email={person.email} hasPassword={person.hasPassword} />
        {person.hasPassword && <SecondFactorPanel email={person.email} factor={factor} />}
        <SessionsPanel />
      </PageBody>
    </PortalFrame>
  );
}
