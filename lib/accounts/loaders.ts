import 'server-only';
import type { Actor } from '#lib/auth/actor.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import type { Home } from './prepare-home.ts';
import { readHome } from './read-home.ts';

/** Home of the person who asks. */
export function loadHome(actor: Actor, now: Date): Promise<Home> {
  return readHome({ pool: webPool(), db: prisma() }, actor, now);
}
