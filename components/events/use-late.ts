'use client';
import { useEffect, useState } from 'react';

/** True once `condition` has held for `afterMs`: what is over sooner needs no sign. */
export function useLate(condition: boolean, afterMs: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!condition) return;
    const timer = setTimeout(() => setLate(true), afterMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [condition, afterMs]);
  return condition && late;
}
