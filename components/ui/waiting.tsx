'use client';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';

/** Silent for two seconds, then the elapsed time and a way out. `verb` is what goes on: "Counting". */
export function Waiting({ verb, onCancel }: { verb: string; onCancel?: () => void }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((was) => was + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  if (seconds < 2) return null;
  return (
    <span className="inline-flex items-center gap-2 text-12 text-fg-3">
      <span>
        {verb}, {seconds} s so far
      </span>
      {onCancel && (
        <Button variant="ghost" size="small" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </span>
  );
}
