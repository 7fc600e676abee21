import { type Db, PgBoss, type Queue } from 'pg-boss';
import { JOB_SCHEMA } from '#lib/db/job-schema.ts';
import { keepListening } from '#lib/db/keep-listening.ts';
import type { Pool } from '#lib/db/pool.ts';
import { errorMessage } from '#lib/errors.ts';
import { log } from '#lib/log.ts';

/** Connections that the jobs of a worker use at once, with the one that listens. */
export const JOB_CONNECTIONS = 6;

const POLL_EVERY_S = 10;
const STOP_TIMEOUT_MS = 8_000;

/** A kind of job: a queue, who works on it, and when one is made. Several workers share the queues of a database. */
export type JobKind = {
  name: string;
  queue?: Omit<Queue, 'name' | 'partition'>;
  /** Jobs of this worker that are under way at once. */
  atOnce?: number;
  /** Five fields, UTC: one job each time, whichever worker is there to make it. */
  cron?: string;
  /** A job for each message of a Postgres channel; the payload is its key, and a job of the same key is not made twice. */
  channel?: string;
  work: (key: string, board: JobBoard) => Promise<void>;
};

export type JobBoard = {
  /** Makes a job for each key, unless one of that key waits or is under way. */
  put: (name: string, keys: readonly string[]) => Promise<void>;
  stop: () => Promise<void>;
};

type JobData = { key: string };

/** Starts to work on the kinds of jobs, over the worker's pool. Throws where the tables of jobs are missing or older. */
export async function startJobs(pool: Pool, kinds: readonly JobKind[]): Promise<JobBoard> {
  const boss = new PgBoss({
    db: databaseOf(pool),
    schema: JOB_SCHEMA,
    // The worker's role owns nothing: lib/db/job-schema.ts makes the tables, and nothing is rebuilt from here.
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'the jobs met a fault and go on'));
  await boss.start();
  const workers = new Map<string, string>();
  const board: JobBoard = {
    put: async (name, keys) => {
      for (const key of keys) await boss.send(name, { key } satisfies JobData, { singletonKey: key });
      const worker = workers.get(name);
      if (worker && keys.length > 0) boss.notifyWorker(worker);
    },
    stop: async () => {
      await stopListening();
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
  for (const kind of kinds) workers.set(kind.name, await startKind(boss, board, kind));
  const stopListening = await listen(pool, board, kinds);
  return board;
}

async function startKind(boss: PgBoss, board: JobBoard, kind: JobKind): Promise<string> {
  await boss.createQueue(kind.name, { policy: 'exclusive', retryLimit: 0, ...kind.queue });
  if (kind.cron) await boss.schedule(kind.name, kind.cron, { key: '' } satisfies JobData);
  const options = { batchSize: kind.atOnce ?? 1, pollingIntervalSeconds: POLL_EVERY_S, perJobResults: true };
  return boss.work<JobData, void, typeof options & { perJobResults: true }>(
    kind.name,
    { ...options, perJobResults: true },
    (jobs) =>
      Promise.all(
        jobs.map(async ({ id, data }) => {
          try {
            await kind.work(data.key, board);
            return { id, status: 'completed' as const };
          } catch (error) {
            log.warn({ job: kind.name, key: data.key, reason: errorMessage(error) }, 'a job failed');
            return { id, status: 'failed' as const };
          }
        }),
      ),
  );
}

/** Hears of new work at once. What it misses is made by its schedule. */
async function listen(pool: Pool, board: JobBoard, kinds: readonly JobKind[]): Promise<() => Promise<void>> {
  const channels = new Map(kinds.flatMap(({ channel, name }) => (channel ? [[channel, name]] : [])));
  if (channels.size === 0) return async () => undefined;
  return keepListening(pool, [...channels.keys()], ({ channel, payload }) => {
    const name = channels.get(channel);
    if (name)
      board.put(name, [payload]).catch((error) => log.warn({ err: error }, 'a job could not be made'));
  });
}

function databaseOf(pool: Pool): Db {
  return {
    // Some of its texts hold several statements, whose results come as a list.
    executeSql: async (text, values) => ({
      rows: [await pool.query(text, values)].flat().flatMap(({ rows }) => rows),
    }),
  };
}
