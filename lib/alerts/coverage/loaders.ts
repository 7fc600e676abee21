import 'server-only';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prepareCoverage } from './prepare-coverage.ts';
import { countSeenEvents } from './queries/count-seen-events.ts';
import { listCoveringRules } from './queries/list-covering-rules.ts';
import { COVERAGE_DAYS, type Coverage } from './schema.ts';

/** What the rules of a scope watch, and what came of it in the last COVERAGE_DAYS. */
export async function loadCoverage(scope: Scope, now: Date): Promise<Coverage> {
  const from = new Date(now.getTime() - COVERAGE_DAYS * 86_400_000);
  const { stored, seen } = await readScope(webPool(), scope, async (db) => ({
    stored: await listCoveringRules(db, scope, from),
    seen: await countSeenEvents(db, scope, from),
  }));
  return prepareCoverage(stored, seen);
}
