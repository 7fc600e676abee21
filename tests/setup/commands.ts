import { execFileSync } from 'node:child_process';
import { SAMPLE_PORTAL } from './portals.ts';

/** Runs a command on the sample portal's database and answers its JSON. */
export function trailkeep(...args: string[]): Record<string, unknown> {
  return JSON.parse(runTrailkeep([...args, '--json'])) as Record<string, unknown>;
}

/** Runs a command with `input` on stdin; `environment` may name another portal's data directory. Answers its stdout. */
export function runTrailkeep(args: string[], input = '', environment: Record<string, string> = {}): string {
  return execFileSync(process.execPath, ['workers/cli.ts', ...args], {
    encoding: 'utf8',
    input,
    env: {
      ...process.env,
      TRAILKEEP_DATA_DIR: SAMPLE_PORTAL.dataDirectory,
      LOG_LEVEL: 'warn',
      ...environment,
    },
  });
}
