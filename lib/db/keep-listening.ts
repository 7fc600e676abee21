import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '#lib/log.ts';
import { type Connection, connect, type Pool } from './pool.ts';

const AGAIN_MS = 1_000;

export type Notice = { channel: string; payload: string };

/**
 * Hears what is notified on channels of Postgres, on a connection of its own, until what it returns is called. A connection that is lost
 * is replaced; what was notified meanwhile is not heard, so `onBack` should look for itself.
 */
export async function keepListening(
  pool: Pool,
  channels: readonly string[],
  onNotice: (notice: Notice) => void,
  onBack: () => void = () => undefined,
): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const open = () => listen(pool, channels, onNotice).catch(warn);
  const stay = async (first: Connection | null) => {
    for (let connection = first; !signal.aborted; ) {
      await ended(connection, signal);
      connection?.release(true);
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      connection = await open();
      if (connection) onBack();
    }
  };
  const staying = stay(await open());
  return () => {
    stopping.abort();
    return staying;
  };
}

async function listen(
  pool: Pool,
  channels: readonly string[],
  onNotice: (notice: Notice) => void,
): Promise<Connection> {
  const connection = await connect(pool);
  connection.on('notification', ({ channel, payload = '' }) => onNotice({ channel, payload }));
  try {
    for (const channel of channels) await connection.query(`listen ${channel}`);
    return connection;
  } catch (error) {
    connection.release(true);
    throw error;
  }
}

function ended(connection: Connection | null, signal: AbortSignal): Promise<void> {
  if (!connection || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    connection.once('end', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function warn(error: unknown): null {
  log.warn({ err: error }, 'new work is not heard of at once; trying again');
  return null;
}
