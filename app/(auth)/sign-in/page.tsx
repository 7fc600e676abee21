import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthCard } from '#components/auth/auth-card.tsx';
import { OidcButton } from '#components/auth/oidc-button.tsx';
import { SignInForm } from '#components/auth/sign-in-form.tsx';
import { Note } from '#components/ui/note.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { currentActor } from '#lib/auth/loaders.ts';
import { oidcSettings, passwordsAllowed } from '#lib/auth/oidc/settings.ts';
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
  const oidc = oidcSettings();
  const passwords = passwordsAllowed();
  const said = sayError(first(error));
  return (
    <AuthCard title="Sign in" intro="Reports over the CloudTrail logs of your AWS accounts.">
      {admins === 0 && passwords && (
        <Note tone="info">
          Nobody can sign in yet. Open the one-time link that Trailkeep printed when it started: it creates
          the first security admin.
        </Note>
      )}
      {oidc && !passwords && <Refusal state={said} />}
      {passwords && <SignInForm callbackUrl={next} initial={said} />}
      {oidc && <OidcButton name={oidc.name} callbackUrl={next} primary={!passwords} />}
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
    case 'oidc-unverified':
      return {
        message: 'The provider does not say that your e-mail address was verified.',
        hint: 'Ask whoever runs it, or a security admin here.',
      };
    case 'oidc-other-person':
      return {
        message: 'Your e-mail address is that of another person here, who had it before.',
        hint: 'Ask a security admin.',
      };
    case 'oidc-disabled':
      return { message: 'Your access is disabled.', hint: 'Ask a security admin.' };
    case 'forbidden':
      return { message: 'A second factor is due.', hint: 'Sign in here.' };
    default:
      return { message: 'Signing in did not work.', hint: 'Try again.' };
  }
}
