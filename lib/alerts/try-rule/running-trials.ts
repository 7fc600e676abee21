import { TrailkeepError, tooManyRequests } from '#lib/errors.ts';

/** Trials at once in one web process: each keeps one of the machine's cores and a connection busy. */
const MOST_AT_ONCE = 4;
/** Of who finds no place: a trial takes about ten seconds at most. */
const RETRY_AFTER_SECONDS = 10;

/** `ended` settles when nothing of it is under way any more; it never rejects. */
type Running = { controller: AbortController; ended: Promise<void> };

/** The trials that are under way: each person's latest, and few of all persons together. */
export class RunningTrials {
  readonly #most: number;
  readonly #running = new Map<string, Running>();

  constructor(most: number = MOST_AT_ONCE) {
    this.#most = most;
  }

  /**
   * Runs a person's trial once the one before it, which it ends with `conflict`, is over. Its `signal` is aborted with `signal`, or when
   * the person begins another. `too-many-requests` where as many as may be are under way.
   */
  async run<Answer>(
    userId: string,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const before = this.#running.get(userId);
    if (!before && this.#running.size >= this.#most) throw tooMany(this.#running.size);
    const controller = new AbortController();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const running = { controller, ended };
    this.#running.set(userId, running);
    before?.controller.abort(replaced());
    try {
      await before?.ended;
      const either = AbortSignal.any([controller.signal, ...(signal ? [signal] : [])]);
      either.throwIfAborted();
      return await work(either);
    } finally {
      if (this.#running.get(userId) === running) this.#running.delete(userId);
      end();
    }
  }
}

// Kept over development reloads of the modules.
const globals = globalThis as typeof globalThis & { trailkeepTrials?: RunningTrials };

/** Those of this process. */
export function runningTrials(): RunningTrials {
  globals.trailkeepTrials ??= new RunningTrials();
  return globals.trailkeepTrials;
}

function replaced(): TrailkeepError {
  return new TrailkeepError('conflict', 'You began another trial, so this one was ended.', {
    hint: 'One person tries one rule at a time.',
  });
}

function tooMany(running: number): TrailkeepError {
  return tooManyRequests(`${running} rules are being tried by others right now.`, {
    hint: `A trial takes ${RETRY_AFTER_SECONDS} seconds at most: try again then.`,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
