'use client';
import { unstable_rethrow } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { FormState } from '#lib/form-state.ts';

const NO_ANSWER: FormState = {
  message: 'No answer came from Trailkeep, so it may or may not be done.',
  hint: 'Check your connection and try again.',
};

/** Runs an action of a button: `busy` meanwhile, `fault` where it was refused or no answer came, `done` where it was not. */
export function useAct() {
  const [busy, start] = useTransition();
  const [fault, setFault] = useState<string>();
  const act = (action: () => Promise<FormState>, done?: () => void) =>
    start(async () => {
      const answer = await action().catch(noAnswer);
      setFault(answer.done ? undefined : faultWords(answer));
      if (answer.done) done?.();
    });
  return { busy, fault, act };
}

/** What stands for the answer of an action that failed. One that leads to another page says so by an error, which is the router's. */
export function noAnswer(error: unknown): FormState {
  unstable_rethrow(error);
  return NO_ANSWER;
}

/** All that a refused action says, in one line. */
export function faultWords({ message, hint, fields }: FormState): string {
  return [message, hint, ...Object.values(fields ?? {})].filter(Boolean).join(' ');
}
