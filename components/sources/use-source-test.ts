import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import { type AskFailed, askApi, toAskFailed } from '#components/api/ask-api.ts';
import type { PolicyPlace } from '#lib/policies/iam-policy.ts';
import type { SourceTest } from '#lib/sources/test-step.ts';

const ASK_EVERY_MS = 500;
const NOTHING = new URLSearchParams();

/** A test that has been asked for. */
export type AskedTest = {
  id: string;
  /** What is tested, as a person calls it; null for what stands in the form. */
  name: string | null;
  /** The bucket, for the statements that mend it. */
  place: PolicyPlace;
  again: () => void;
};

export type RunningTest = AskedTest & {
  test: SourceTest | null;
  /** Why no more is heard of it. */
  failed: AskFailed | null;
};

/** The test that was asked for last, followed until it has ended. */
export function useSourceTest() {
  const [running, setRunning] = useState<RunningTest | null>(null);
  const follow = useCallback((asked: AskedTest) => setRunning({ ...asked, test: null, failed: null }), []);
  const id = running?.id;
  const open = running !== null && !(running.failed || running.test?.finishedAt);

  useEffect(() => {
    if (!id || !open) return;
    const stop = new AbortController();
    let asking = false;
    const ask = async () => {
      if (asking) return;
      asking = true;
      try {
        const test = await askApi<SourceTest>(`/api/v1/source-tests/${id}`, NOTHING, stop.signal);
        setRunning((was) => (was?.id === id ? { ...was, test } : was));
      } catch (thrown) {
        if (!stop.signal.aborted)
          setRunning((was) => (was?.id === id ? { ...was, failed: toAskFailed(thrown) } : was));
      } finally {
        asking = false;
      }
    };
    void ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [id, open]);

  return { running, follow };
}

const Follow = createContext<(asked: AskedTest) => void>(() => undefined);
export const FollowTestProvider = Follow.Provider;

/** Shows the steps of a test that has just been asked for. */
export function useFollowTest() {
  return useContext(Follow);
}
