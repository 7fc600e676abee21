import { createHash } from 'node:crypto';
import { type PrismaConnection, prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type Actor, findActor } from './actor.ts';
import { limitActor } from './limit-actor.ts';

/** Writing down each use would make every read a write. */
const USE_RECORDED_EVERY_MS = 60_000;

/** What the database keeps of an API token. The token has 256 random bits: a plain digest is enough. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(token).digest());
}

const READING = ['GET', 'HEAD'];

/**
 * The person whose API token this is, with no more than the token is for. `unauthenticated` if it is unknown, revoked, expired or of
 * a disabled user, `forbidden` if it may only read and the request's `method` is for changing something.
 */
export async function actorFromToken(
  token: string,
  method: string,
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
  if (row.readOnly && !READING.includes(method)) {
    throw new TrailkeepError('forbidden', 'This API token may only read.', {
      hint: 'Make a token that may change things too, on your profile.',
    });
  }
  return limitActor(db, actor, row);
}
