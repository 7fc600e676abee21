'use client';
import { useState, useTransition } from 'react';
import type { FormState } from '#lib/form-state.ts';

/** Runs an action of a button: `busy` meanwhile, `fault` where it was refused, `done` where it was not. */
export function useAct() {
  const [busy, start] = useTransition();
  const [fault, setFault] = useState<string>();
  const act = (action: () => Promise<FormState>, done?: () => void) =>
    start(async () => {
      const answer = await action();
      setFault(answer.done ? undefined : faultWords(answer));
      if (answer.done) done?.();
    });
  return { busy, fault, act };
}

/** All that a refused action says, in one line. */
export function faultWords({ message, hint, fields }: FormState): string {
  return [message, hint, ...Object.values(fields ?? {})].filter(Boolean).join(' ');
}
