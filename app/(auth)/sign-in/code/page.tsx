import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthCard } from '#components/auth/auth-card.tsx';
import { CodeForm } from '#components/auth/code-form.tsx';
import { findWaiting } from '#lib/auth/enter-portal.ts';

export const metadata: Metadata = { title: 'Second factor' };

export default async function CodePage() {
  const waiting = await findWaiting();
  if (!waiting) redirect('/sign-in');
  return (
    <AuthCard title="Enter a code" intro={`Your authenticator app shows one for ${waiting.user.email}.`}>
      <CodeForm />
      <Link href="/sign-in" className="link justify-self-center text-13 max-md:py-2">
        Sign in as somebody else
      </Link>
    </AuthCard>
  );
}
