'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const EVERY_MS = 2_000;
/** What takes longer waits for its next try, and that may be hours. */
const MOST_TIMES = 15;

/** Asks the server for the page again as long as something is under way there. */
export function RefreshWhile({ waiting }: { waiting: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!waiting) return;
    let times = 0;
    const timer = setInterval(() => {
      router.refresh();
      if (++times >= MOST_TIMES) clearInterval(timer);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [waiting, router]);
  return null;
}
