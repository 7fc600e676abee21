import pg from 'pg';
import { z } from 'zod';
import { log } from '#lib/log.ts';
import type { Connection, Pool } from './pool.ts';

const pid = z.number().int();

/**
 * Ends what a connection is running when the signal is aborted. `end` takes the watch off; true where something was ended: then the
 * connection must not go back to its pool, where a late cancellation could hit somebody else's query.
 */
export function cancelOnAbort(
  pool: Pool,
  connection: Connection,
  signal: AbortSignal,
): { end: () => Promise<boolean> } {
  let cancelling: Promise<void> | null = null;
  const onAbort = () => {
    cancelling = cancel(pool, connection).catch((error: unknown) => {
      log.warn({ err: error }, 'a query whose answer nobody waits for could not be ended');
    });
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return {
    async end() {
      signal.removeEventListener('abort', onAbort);
      await cancelling;
      return cancelling !== null;
    },
  };
}

// By a connection beside the pool: where slow queries hold all of its places, that is when one is to be ended.
async function cancel(pool: Pool, connection: Connection): Promise<void> {
  const client = new pg.Client(pool.options);
  await client.connect();
  try {
    await client.query('select pg_cancel_backend($1)', [
      pid.parse('processID' in connection && connection.processID),
    ]);
  } finally {
    await client.end();
  }
}
