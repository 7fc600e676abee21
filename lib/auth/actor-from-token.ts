import { createHash } from 'node:crypto';
import { type PrismaConnection, prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type Actor, findActor } from './actor.ts';

/** Writing down each use would make every read a write. */
const USE_RECORDED_EVERY_MS = 60_000;

/** What the database keeps of an API token. The token has 256 random bits: a plain digest is enough. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(token).digest());
}

/** The person whose API token this is. `unauthenticated` if it is unknown, revoked, expired or of a disabled user. */
export async function actorFromToken(
  token: string,
  db: PrismaConnection = prisma(),
  now: Date = new Date(),
): Promise<Actor> {
  const row = await db.apiToken.findUnique({ where: { tokenHash: hashToken(token) } });
  const usable = row && !row.revokedAt && (!row.expiresAt || row.expiresAt > now);
  const actor = usable ? await findActor(db, row.userId) : null;
  if (!row || !actor) {
    throw new TrailkeepError('unauthenticated', 'The API token is not valid.', {
      hint: 'Make a new one with: trailkeep token create --email you@example.com --name "what for".',
    });
  }
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= USE_RECORDED_EVERY_MS) {
    await db.apiToken.update({ where: { id: row.id }, data: { lastUsedAt: now } });
  }
  return actor;
}
