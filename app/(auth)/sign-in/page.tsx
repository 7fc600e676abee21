import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthCard } from '#components/auth/auth-card.tsx';
import { SignInForm } from '#components/auth/sign-in-form.tsx';
import { Note } from '#components/ui/note.tsx';
import { currentActor } from '#lib/auth/loaders.ts';
import { portalOrigin } from '#lib/auth/portal-origin.ts';
import { safePath } from '#lib/auth/safe-path.ts';
import { prisma } from '#lib/db/prisma.ts';
import type { FormState } from '#lib/form-state.ts';
import { countAdmins } from '#lib/users/mutations.ts';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams;
  const next = safePath(first(callbackUrl), portalOrigin());
  const [actor, admins] = await Promise.all([currentActor(), countAdmins(prisma())]);
  if (actor) redirect(next);
  return (
    <AuthCard title="Sign in" intro="Reports over the CloudTrail logs of your AWS accounts.">
      {admins === 0 && (
        <Note tone="info">
          Nobody can sign in yet. Open the one-time link that Trailkeep printed when it started: it creates
          the first security admin.
        </Note>
      )}
      <SignInForm callbackUrl={next} initial={sayError(first(error))} />
    </AuthCard>
  );
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** The codes with which next-auth sends people here; its text is never shown, the address bar could hold anything. */
function sayError(code: string | undefined): FormState {
  switch (code) {
    case undefined:
      return {};
    case 'CredentialsSignin':
      return { message: 'E-mail address or password is wrong.', hint: 'Check both and try again.' };
    case 'too-many-requests':
      return { message: 'Too many attempts to sign in.', hint: 'Try again in a few minutes.' };
    case 'forbidden':
      return { message: 'A second factor is due.', hint: 'Sign in here.' };
    default:
      return { message: 'Signing in did not work.', hint: 'Try again.' };
  }
}
