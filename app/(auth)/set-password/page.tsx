import type { Metadata } from 'next';
import { AuthCard } from '#components/auth/auth-card.tsx';
import { SetPasswordForm } from '#components/auth/set-password-form.tsx';
import { Note } from '#components/ui/note.tsx';
import { passwordsAllowed } from '#lib/auth/oidc/settings.ts';
import { prisma } from '#lib/db/prisma.ts';
import { findByPasswordLink } from '#lib/users/password-links.ts';

// The link is a secret until it is used: no other site learns it.
export const metadata: Metadata = { title: 'Set your password', referrer: 'same-origin', robots: 'noindex' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SetPasswordPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const given = typeof token === 'string' ? token : '';
  const person = passwordsAllowed() ? await findByPasswordLink(prisma(), given) : null;
  if (!person) {
    return (
      <AuthCard title="This link does not work any more">
        <Note tone="warn">
          A link is good for one use and for a few days, and a newer one ends it. Ask a security admin for
          another.
        </Note>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={`Welcome, ${person.name}`} intro="Choose the password with which you sign in.">
      <SetPasswordForm token={given} email={person.email} />
    </AuthCard>
  );
}
