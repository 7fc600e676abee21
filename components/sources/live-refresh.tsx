'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const BUSY_MS = 3_000;
const IDLE_MS = 30_000;

/** Asks for the page anew while one looks at it: every few seconds while something is being collected, else now and then. */
export function LiveRefresh({ busy }: { busy: boolean }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(
      () => {
        if (document.visibilityState === 'visible') router.refresh();
      },
      busy ? BUSY_MS : IDLE_MS,
    );
    return () => clearInterval(timer);
  }, [busy, router]);
  return null;
}
