import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '#lib/db/embedded.ts';

const LONGEST_PAUSE_MS = 30_000;
const PATIENCE_MS = 10_000;

export type Supervised = { stop: () => Promise<void> };

/**
 * Runs a script as a child and starts it again when it ends unasked, sooner at first, slower if it keeps ending. The child
 * is tied to this process by its IPC channel: when that closes, however this process died, the child ends itself.
 */
export function supervise(
  script: string,
  say: (line: string) => void,
  { args = [], flags = [] }: { args?: string[] /** Of Node itself. */; flags?: string[] } = {},
): Supervised {
  let stopping = false;
  let child: ChildProcess | undefined;
  let pauseMs = 500;
  const start = () => {
    const startedAt = Date.now();
    child = fork(join(import.meta.dirname, script), args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: [...process.execArgv, ...flags],
    });
    child.once('exit', async (code, signal) => {
      if (stopping) return;
      if (Date.now() - startedAt > 60_000) pauseMs = 500;
      say(`${script} ended (${signal ?? code}); starting it again in ${pauseMs / 1000} s`);
      await sleep(pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      if (!stopping) start();
    });
  };
  start();
  return {
    stop: async () => {
      stopping = true;
      if (child?.pid && child.exitCode === null && child.signalCode === null) await end(child);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const late = sleep(PATIENCE_MS, undefined, { ref: false }).then(
    () => child.pid && isAlive(child.pid) && child.kill('SIGKILL'),
  );
  await Promise.race([gone, late.then(() => gone)]);
}

/** In a supervised child, or a process of its own: run `stop` when asked to end or when the parent has died, then end. */
export function obeyParent(stop: () => Promise<void>): void {
  let stopping = false;
  const leave = async () => {
    if (stopping) return;
    stopping = true;
    await stop().catch(() => undefined);
    process.exit(0);
  };
  process.on('disconnect', leave);
  process.on('SIGTERM', leave);
  // Ctrl-C reaches the whole group; where there is a parent, it decides the order.
  process.on('SIGINT', () => void (process.connected || leave()));
}
