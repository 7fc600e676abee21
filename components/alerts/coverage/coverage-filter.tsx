'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Segmented } from '#components/ui/segmented.tsx';
import { COVERAGE_SHOWS, type CoverageShow } from '#lib/alerts/coverage/schema.ts';
import { SHOW_WORDS } from './coverage-words.ts';

/** Which rules are listed, which is in the URL. */
export function CoverageFilter({ show, href }: { show: CoverageShow; href: string }) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const go = (next: CoverageShow) =>
    start(() => router.push(next === 'all' ? href : `${href}?show=${next}`, { scroll: false }));
  return (
    <div aria-busy={busy} className="max-w-full overflow-x-auto">
      <Segmented
        label="Rules shown"
        value={show}
        options={COVERAGE_SHOWS.map((value) => ({ value, label: SHOW_WORDS[value] }))}
        onChange={go}
      />
    </div>
  );
}
