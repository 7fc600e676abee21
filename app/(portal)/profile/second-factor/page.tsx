import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { QrCode } from '#components/auth/qr-code.tsx';
import { SecondFactorForm } from '#components/auth/second-factor-form.tsx';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { PortalFrame } from '#components/views/portal-frame.tsx';
import { requireActor } from '#lib/auth/loaders.ts';
import { setUpAction } from '#lib/auth/second-factor/actions.ts';
import { newEnrolment } from '#lib/auth/second-factor/enrolment.ts';
import { prisma } from '#lib/db/prisma.ts';
import { findPerson } from '#lib/users/queries/find-person.ts';

export const metadata: Metadata = { title: 'Second factor' };

export default async function SecondFactorPage() {
  const actor = await requireActor();
  const person = await findPerson(prisma(), actor.userId);
  if (!person?.hasPassword) notFound();
  const { secret, sealed, uri } = await newEnrolment(person);
  const qrCode = <QrCode text={uri} label="QR code for the authenticator app" />;
  return (
    <PortalFrame actor={actor} scope={null}>
      <TopBar title="Second factor" crumbs={[{ label: 'Your profile', href: '/profile' }]} />
      <PageBody>
        <Panel aria-labelledby="set-up" className="max-w-[440px]">
          <PanelHeader id="set-up" title="Set up an authenticator app" />
          <div className="grid gap-4 p-4">
            <SecondFactorForm
              action={setUpAction}
              intro="Read the code with an authenticator app, such as the one in your password manager. An app that was set up before works no more then."
              enrolment={{ secret, sealed, qrCode }}
              email={actor.email}
              next="/profile"
            />
          </div>
        </Panel>
      </PageBody>
    </PortalFrame>
  );
}
