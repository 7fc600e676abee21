import 'server-only';
import type { Reach } from '#lib/auth/resolve-reach.ts';
import { webPool } from '#lib/db/pool.ts';
import type { Home } from './prepare-home.ts';
import { readReach } from './read-home.ts';

/** Home of the person whose reach this is. */
export function loadHome(reach: Reach, now: Date): Promise<Home> {
  return readReach(webPool(), reach, now);
}
