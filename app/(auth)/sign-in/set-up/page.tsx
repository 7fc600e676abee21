import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthCard } from '#components/auth/auth-card.tsx';
import { QrCode } from '#components/auth/qr-code.tsx';
import { SecondFactorForm } from '#components/auth/second-factor-form.tsx';
import { setUpAndSignIn } from '#lib/auth/actions.ts';
import { findWaiting } from '#lib/auth/enter-portal.ts';
import { currentActor } from '#lib/auth/loaders.ts';
import { newEnrolment } from '#lib/auth/second-factor/enrolment.ts';
import { readOwnSecondFactor } from '#lib/auth/second-factor/read-own.ts';
import { prisma } from '#lib/db/prisma.ts';

export const metadata: Metadata = { title: 'Second factor' };

export default async function SetUpPage() {
  const [waiting, actor] = await Promise.all([findWaiting(), currentActor()]);
  // Made anew once the form has signed the person in, it goes on to show the recovery codes.
  const done = actor && (await readOwnSecondFactor(prisma(), actor)).since;
  if (!waiting && !done) redirect(actor ? '/' : '/sign-in');
  const enrolment = waiting && (await newEnrolment(waiting.user));
  return (
    <AuthCard title="Set up a second factor">
      <SecondFactorForm
        action={setUpAndSignIn}
        intro="It is asked of you here. Read the code with an authenticator app, such as the one in your password manager."
        enrolment={
          enrolment && {
            secret: enrolment.secret,
            sealed: enrolment.sealed,
            qrCode: <QrCode text={enrolment.uri} label="QR code for the authenticator app" />,
          }
        }
        next={waiting?.next ?? '/'}
      />
    </AuthCard>
  );
}
