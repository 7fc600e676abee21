import 'server-only';
import type { Reach } from '#lib/auth/resolve-reach.ts';
import { webPool } from '#lib/db/pool.ts';
import type { Home, HomeAccount, PlaceHealth } from './prepare-home.ts';
import { readHealth, readHome } from './read-home.ts';

/** Home of the person whose reach this is. */
export function loadHome(reach: Reach, now: Date): Promise<Home> {
  return readHome(webPool(), reach, now);
}

/** Whether the logs of the accounts that a page of it shows come in, by 12 digits. */
export function loadHealth(
  reach: Reach,
  shown: readonly HomeAccount[],
  home: Home,
): Promise<Map<string, PlaceHealth>> {
  return readHealth(webPool(), reach, shown, home);
}
