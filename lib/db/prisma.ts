import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from '#prisma/client.ts';
import { type Pool, webPool } from './pool.ts';

/** A transaction of Prisma, or Prisma itself: whatever reads or writes the ordinary tables. */
export type PrismaConnection = Prisma.TransactionClient;

/** Prisma over a pool that somebody else owns and ends: for commands and tests. */
export function createPrisma(pool: Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
}

// One client for the process, kept over development reloads of the modules.
const globals = globalThis as typeof globalThis & { trailkeepPrisma?: PrismaClient };

/** Prisma with the web role's rights, on the pool that the queries use too. */
export function prisma(): PrismaClient {
  globals.trailkeepPrisma ??= createPrisma(webPool());
  return globals.trailkeepPrisma;
}

/** True for an insert or update that another row's unique value refused. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
