'use client';
import { RotateCw } from 'lucide-react';
import { useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { FormState } from '#lib/form-state.ts';

/** Tries something again, and says so where that is refused. `name` is what a screen reader hears. */
export function RetryButton(props: { label: string; name?: string; retry: () => Promise<FormState> }) {
  const [fault, setFault] = useState<FormState>({});
  const [busy, start] = useTransition();
  const run = () =>
    start(async () => {
      const answer = await props.retry();
      setFault(answer.done ? {} : answer);
    });
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-2">
      {fault.message && (
        <span role="alert" className="text-12 whitespace-normal text-bad">
          {fault.message} {fault.hint}
        </span>
      )}
      <Button className="max-md:h-11" aria-label={props.name} disabled={busy} onClick={run}>
        <RotateCw aria-hidden />
        {busy ? 'Asking…' : props.label}
      </Button>
    </span>
  );
}
