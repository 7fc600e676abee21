import { cancelOnAbort } from '#lib/db/cancel.ts';
import { type Connection, connect, type Pool, type Queryable } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { Scope } from './scope.ts';

const DIGITS = /^(\d{12})?(,\d{12})*$/;

/** Longest time that one question of a page may take, in ms; then the answer is an error that says so. */
export const QUERY_TIMEOUT_MS = 30_000;

// Counts by hour have some hundred thousand groups: with Postgres's own 4 MB they are sorted on disk, three times as slow.
// And the rollups of a million events are small enough that Postgres by itself would not share their scan among cores; sums of
// single values are smaller still, and starting helpers for them costs more than they save.
const PLANNING =
  "set local work_mem = '32MB'; set local min_parallel_table_scan_size = '512kB'; set local parallel_setup_cost = 400; set local parallel_tuple_cost = 0.01";

export type ReadOptions = {
  timeoutMs?: number;
  /** Ends the running query when it is aborted: nobody waits for its answer any more. */
  signal?: AbortSignal;
};

/**
 * Runs `work` in a read-only transaction that sees the scope's rows and no others. Row-level security does the
 * filtering; `set local` ends with the transaction, so a pooled connection carries nothing over.
 */
export async function readScope<T>(
  pool: Pool,
  scope: Scope,
  work: (db: Queryable) => Promise<T>,
  { timeoutMs = QUERY_TIMEOUT_MS, signal }: ReadOptions = {},
): Promise<T> {
  signal?.throwIfAborted();
  const connection = await connect(pool);
  const cancelling = signal && cancelOnAbort(pool, connection, signal);
  let broken: Error | undefined;
  try {
    await connection.query(scopeStatements(scope, timeoutMs));
    return await work(connection);
  } catch (error) {
    signal?.throwIfAborted();
    throw asQueryError(error, timeoutMs);
  } finally {
    await endRead(connection).catch((lost: Error) => {
      broken = lost;
    });
    const cancelled = await cancelling?.end();
    connection.release(cancelled || broken);
  }
}

function scopeStatements(scope: Scope, timeoutMs: number): string {
  return `begin read only; set local app.scoped = 'on'; ${settingsOf(scope)} set local statement_timeout = ${Math.trunc(timeoutMs)}; ${PLANNING}`;
}

/** A scope may have thousands of accounts, and several questions: it is written once. */
const written = new WeakMap<Scope, string>();

// Literals, not parameters: one round trip, and the form that a distributed Postgres carries to its workers. Only digits
// and commas get here, which is checked rather than believed.
function settingsOf(scope: Scope): string {
  const known = written.get(scope);
  if (known !== undefined) return known;
  const accounts = scope.accountIds.join(',');
  const sources = scope.sourceIds.join(',');
  if (!DIGITS.test(accounts) || !/^[\d,]*$/.test(sources))
    throw new TrailkeepError('internal', 'A scope is malformed.');
  const everything = scope.everything === true ? "set local app.everything = 'on';" : '';
  const settings = `set local app.accounts = '${accounts}'; set local app.sources = '${sources}'; ${everything}`;
  written.set(scope, settings);
  return settings;
}

async function endRead(connection: Connection): Promise<void> {
  await connection.query('rollback');
}

/** A NUL character in a text. */
const NOT_TEXT = '22021';

function asQueryError(error: unknown, timeoutMs: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === NOT_TEXT)
    return new TrailkeepError('bad-request', 'Something asked for is no text.', { cause: error });
  if (code !== '57014') return error;
  return new TrailkeepError(
    'query-timeout',
    `The database stopped the query after ${timeoutMs / 1000} seconds.`,
    {
      hint: 'A shorter period or one more filter usually answers in under a second.',
      cause: error,
    },
  );
}
