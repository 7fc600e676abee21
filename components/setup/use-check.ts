'use client';
import { useEffect, useState, useTransition } from 'react';
import { askApi, toAskFailed } from '#components/api/ask-api.ts';
import { checkPoliciesAction } from '#lib/policies/actions.ts';
import type { PolicyCheckRun } from '#lib/policies/policy-reading.ts';
import { type CheckTarget, isSameTarget } from './check-target.ts';

const ASK_EVERY_MS = 500;
/** A worker that runs takes a check at once. */
const LATE_MS = 15_000;
const NOTHING = new URLSearchParams();

type Fault = { message: string; hint?: string | undefined };

/** A check that was asked for, as far as it is. */
type Asked = {
  target: CheckTarget;
  /** Null until it is taken down. */
  taken: { id: string; atMs: number } | null;
  run: PolicyCheckRun | null;
  late: boolean;
  fault: Fault | null;
};

/**
 * A check of the real policies: asked for, then followed until it has ended. What it says is shown only while `chosen` is what was
 * checked: nothing of it stands under another bucket or beside other boxes.
 */
export function useCheck(chosen: CheckTarget | null) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [starting, start] = useTransition();
  const open = asked !== null && !asked.run?.finishedAt && asked.fault === null;
  const shown = asked && chosen && isSameTarget(asked.target, chosen) ? asked : null;

  const check = (target: CheckTarget) => {
    const begun: Asked = { target, taken: null, run: null, late: false, fault: null };
    setAsked(begun);
    start(async () => {
      const { checkId, ...failed } = await checkPoliciesAction(target.sourceId, target.fields);
      setAsked(
        checkId
          ? { ...begun, taken: { id: checkId, atMs: Date.now() } }
          : { ...begun, fault: { message: firstWords(failed), hint: failed.hint } },
      );
    });
  };

  const taken = open ? asked.taken : null;
  useEffect(() => {
    if (!taken) return;
    const stop = new AbortController();
    const tell = (told: Partial<Asked>) =>
      setAsked((now) => (now?.taken === taken ? { ...now, ...told } : now));
    const ask = async () => {
      try {
        const run = await askApi<PolicyCheckRun>(`/api/v1/policy-checks/${taken.id}`, NOTHING, stop.signal);
        tell({ run, late: run.startedAt === null && Date.now() - taken.atMs > LATE_MS });
      } catch (thrown) {
        if (!stop.signal.aborted) tell({ fault: toAskFailed(thrown) });
      }
    };
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [taken]);

  return {
    check,
    /** One is being taken down, of whatever bucket: no other can be asked for meanwhile. */
    starting,
    busy: open && shown !== null,
    late: shown?.late ?? false,
    fault: shown?.fault ?? null,
    result: shown?.run?.result ?? null,
  };
}

function firstWords({ message, fields }: { message?: string; fields?: Record<string, string> }): string {
  return message ?? Object.values(fields ?? {})[0] ?? 'The check could not be asked for.';
}
