import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { TrailkeepError } from '#lib/errors.ts';
import { addTotals, type BatchTotals, noTotals } from './batch.ts';
import { fromLaneFault, type LaneOrder, type LaneReport } from './lane-messages.ts';

export type DrainOptions = {
  signal?: AbortSignal;
  onBatch?: (totals: BatchTotals) => void;
  /** Whether there will be more to take soon: a lane that finds nothing then waits instead of leaving the rest to the others. */
  moreToCome?: () => boolean;
};

const LOOK_AGAIN_MS = 500;

/**
 * Lanes as threads, so that objects are read and normalised on several cores. Each thread is a worker of its own to the
 * database; the ledger's row locks share the objects among them. They live until `close`.
 */
export class LaneThreads {
  readonly #lanes: Lane[];

  /** `entry`: the code of a thread, which obeys LaneOrder. */
  constructor(count: number, entry: URL) {
    this.#lanes = Array.from({ length: count }, () => new Lane(entry));
  }

  /** Takes what waits of a source on up to `lanes` threads. Rejects with the first fault, when all of them have ended. */
  async drain(sourceId: number, lanes: number, options: DrainOptions): Promise<BatchTotals> {
    const free = [...this.#lanes].sort((a, b) => a.load - b.load).slice(0, lanes);
    const sums = free.map(() => noTotals());
    const results = await Promise.allSettled(
      free.map((lane, i) =>
        takeTurns(lane, sourceId, options, (totals) => {
          sums[i] = totals;
          options.onBatch?.(sums.reduce(addTotals, noTotals()));
        }),
      ),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return results.reduce(
      (sum, result) => (result.status === 'fulfilled' ? addTotals(sum, result.value) : sum),
      noTotals(),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }
}

/** Orders a few batches at a time until nothing is left: sources that are collected at once take turns. */
async function takeTurns(
  lane: Lane,
  sourceId: number,
  { signal, moreToCome }: DrainOptions,
  onBatch: (totals: BatchTotals) => void,
): Promise<BatchTotals> {
  let sum = noTotals();
  for (;;) {
    const before = sum;
    // Asked first: what is entered after the lane has looked is then looked for once more.
    const awaited = moreToCome?.() ?? false;
    const taken = await lane.drain(sourceId, signal, (totals) => onBatch(addTotals(before, totals)));
    sum = addTotals(before, taken);
    if (signal?.aborted) return sum;
    if (taken.objects > 0) continue;
    if (!awaited) return sum;
    await sleep(LOOK_AGAIN_MS);
  }
}

/** One thread; its orders are carried out one after another. */
class Lane {
  readonly #entry: URL;
  #thread: Worker | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  load = 0;

  constructor(entry: URL) {
    this.#entry = entry;
  }

  drain(
    sourceId: number,
    signal: AbortSignal | undefined,
    onBatch: (totals: BatchTotals) => void,
  ): Promise<BatchTotals> {
    this.load += 1;
    const mine = this.#turn
      .then(() => this.#order(sourceId, signal, onBatch))
      .finally(() => {
        this.load -= 1;
      });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async close(): Promise<void> {
    this.#send({ stop: true });
    await this.#turn;
    await this.#thread?.terminate();
  }

  #order(
    sourceId: number,
    signal: AbortSignal | undefined,
    onBatch: (totals: BatchTotals) => void,
  ): Promise<BatchTotals> {
    this.#thread ??= new Worker(this.#entry);
    const thread = this.#thread;
    return new Promise((resolve, reject) => {
      const stop = () => this.#send({ stop: true });
      const end = (settle: () => void) => {
        thread.off('message', hear).off('error', die).off('exit', die);
        signal?.removeEventListener('abort', stop);
        settle();
      };
      const hear = (report: LaneReport) => {
        if ('batch' in report) onBatch(report.batch);
        else if ('done' in report) end(() => resolve(report.done));
        else end(() => reject(fromLaneFault(report.fault)));
      };
      // A thread that died is made anew for the next order; what it had not committed is taken again then.
      const die = (cause: unknown) => {
        this.#thread = null;
        end(() => reject(new TrailkeepError('internal', 'A thread of the worker died.', { cause })));
      };
      thread.on('message', hear).once('error', die).once('exit', die);
      signal?.addEventListener('abort', stop, { once: true });
      if (signal?.aborted) end(() => resolve(noTotals()));
      else this.#send({ drain: sourceId });
    });
  }

  #send(order: LaneOrder): void {
    this.#thread?.postMessage(order);
  }
}
