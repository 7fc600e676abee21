'use client';
import { useEffect, useState } from 'react';
import { Note } from '#components/ui/note.tsx';
import { formatHourMinute } from '#lib/time/format.ts';

const OLD_AFTER_MS = 10 * 60_000;
const LOOK_EVERY_MS = 30_000;

/** Says that the counts of a period that moves with the clock have stood for a while. */
export function AgeNote({ asOf, zone, onRefresh }: { asOf: Date; zone: string; onRefresh: () => void }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  if (now - asOf.getTime() < OLD_AFTER_MS) return null;
  return (
    <Note role="status">
      Counts are from {formatHourMinute(asOf, zone)}.{' '}
      <button type="button" onClick={onRefresh} className="link">
        Load newer
      </button>
    </Note>
  );
}
