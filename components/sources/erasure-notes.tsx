'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Note } from '#components/ui/note.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { Erasure } from '#lib/sources/queries/list-erasures.ts';

const LOOK_EVERY_MS = 4_000;

/** What is being deleted of removed buckets, until it is gone. */
export function ErasureNotes({ erasures }: { erasures: Erasure[] }) {
  const router = useRouter();
  const busy = erasures.length > 0;
  useEffect(() => {
    if (!busy) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [busy, router]);
  return erasures.map(({ id, name, total, done }) => (
    <Note key={id} tone="neutral" role="status" className="m-4">
      {name} was removed, and what it brought is being deleted
      {total
        ? `: ${formatCount(done ?? 0)} of ${formatCount(total)} accounts done`
        : ' as soon as a worker is free'}
      .
    </Note>
  ));
}
