import pino from 'pino';

/** Structured log on stderr: stdout belongs to what a command prints. `LOG_LEVEL` is validated in lib/env.ts. */
export const log = pino(
  { level: process.env.LOG_LEVEL ?? 'info', base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
  pino.destination({ dest: 2, sync: true }),
);
