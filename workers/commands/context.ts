import { text } from 'node:stream/consumers';
import type { z } from 'zod';
import { createRolePool } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { prepareDatabase } from '../prepare-database.ts';

/** Options that every command has. */
export type CommonOptions = { json?: boolean };

/**
 * Runs `work` on a ready database (the embedded one is started for it if it is not up), with a Prisma client of the web's
 * role, and lets go of everything afterwards.
 */
export async function withDatabase<T>(work: (db: PrismaClient) => Promise<T>): Promise<T> {
  const database = await prepareDatabase();
  const pool = createRolePool('web', 4);
  try {
    return await work(createPrisma(pool));
  } finally {
    await pool.end();
    await database.release();
  }
}

/** Options checked by the same schema as the portal's forms; a fault names the option. */
export function parseOptions<T>(schema: z.ZodType<T>, options: unknown): T {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new TrailkeepError('bad-request', `--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`, {
    hint: 'See --help of this command.',
  });
}

/** One JSON object on stdout with --json, else the lines for people. */
export function answer(options: CommonOptions, value: object, lines: string | string[]): void {
  const output = options.json ? JSON.stringify(value) : [lines].flat().join('\n');
  process.stdout.write(`${output}\n`);
}

/** What was piped into the command, without its line end; undefined on a terminal or where nothing came. */
export async function secretFromStdin(): Promise<string | undefined> {
  if (process.stdin.isTTY) return undefined;
  const input = (await text(process.stdin)).replace(/\r?\n$/, '');
  return input === '' ? undefined : input;
}
