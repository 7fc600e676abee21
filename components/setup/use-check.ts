'use client';
import { useEffect, useState, useTransition } from 'react';
import { askApi, toAskFailed } from '#components/api/ask-api.ts';
import { checkPoliciesAction } from '#lib/policies/actions.ts';
import type { PolicyCheckRun } from '#lib/policies/policy-reading.ts';
import type { SetupFields } from '#lib/policies/setup-fields.ts';

const ASK_EVERY_MS = 500;
/** A worker that runs takes a check at once. */
const LATE_MS = 15_000;
const NOTHING = new URLSearchParams();

type Fault = { message: string; hint?: string | undefined };

/** A check of the real policies: asked for, then followed until it has ended. */
export function useCheck() {
  const [asked, setAsked] = useState<{ id: string; atMs: number } | null>(null);
  const [run, setRun] = useState<PolicyCheckRun | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [late, setLate] = useState(false);
  const [starting, start] = useTransition();
  const busy = asked !== null && !run?.finishedAt && fault === null;

  const check = (sourceId: number, fields: SetupFields) =>
    start(async () => {
      const answer = await checkPoliciesAction(sourceId, fields);
      setRun(null);
      setLate(false);
      setFault(answer.checkId ? null : { message: firstWords(answer), hint: answer.hint });
      setAsked(answer.checkId ? { id: answer.checkId, atMs: Date.now() } : null);
    });

  useEffect(() => {
    if (!asked || !busy) return;
    const stop = new AbortController();
    const ask = async () => {
      try {
        const found = await askApi<PolicyCheckRun>(`/api/v1/policy-checks/${asked.id}`, NOTHING, stop.signal);
        setRun(found);
        setLate(found.startedAt === null && Date.now() - asked.atMs > LATE_MS);
      } catch (thrown) {
        if (!stop.signal.aborted) setFault(toAskFailed(thrown));
      }
    };
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [asked, busy]);

  return { check, busy: busy || starting, late, fault, result: run?.result ?? null };
}

function firstWords({ message, fields }: { message?: string; fields?: Record<string, string> }): string {
  return message ?? Object.values(fields ?? {})[0] ?? 'The check could not be asked for.';
}
