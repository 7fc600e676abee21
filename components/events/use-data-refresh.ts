'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const EVERY_MS = 15_000;

/** While logs are being collected the page asks again how far that is. The counts stay until one asks for newer ones. */
export function useDataRefresh(collecting: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!collecting) return;
    const timer = setInterval(() => !document.hidden && router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [collecting, router]);
}
