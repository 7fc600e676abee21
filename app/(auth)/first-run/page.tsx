import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthCard } from '#components/auth/auth-card.tsx';
import { FirstRunForm } from '#components/auth/first-run-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { firstRunState } from '#lib/users/first-admin.ts';

// The link is a secret until it is used: no other site learns it.
export const metadata: Metadata = { title: 'First run', referrer: 'same-origin', robots: 'noindex' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function FirstRunPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const given = typeof token === 'string' ? token : '';
  const state = await firstRunState(given);
  if (state === 'open') {
    return (
      <AuthCard
        title="Welcome to Trailkeep"
        intro="You are the first here. Create the security admin, who may see and set up everything."
      >
        <FirstRunForm token={given} />
      </AuthCard>
    );
  }
  if (state === 'done') {
    return (
      <AuthCard title="The first admin exists already">
        <p className="text-13/5 text-fg-2">
          This link has done its work. Sign in, or ask an admin for access.
        </p>
        <Button asChild variant="primary" size="form">
          <Link href="/sign-in">Sign in</Link>
        </Button>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="This link does not work any more">
      <Note tone="warn">
        A first-run link is good for 24 hours and for one use, and a newer one ends it. Start Trailkeep again:
        it prints a new link in the terminal.
      </Note>
    </AuthCard>
  );
}
