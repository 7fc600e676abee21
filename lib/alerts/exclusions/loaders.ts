import 'server-only';
import type { Actor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { namesOf } from '../findings/loaders.ts';
import { toExclusionRow, toOwnRows } from './exclusion-rows.ts';
import {
  countAsked,
  type ExclusionQuestion,
  listAddedExclusions,
  listRulesWithOwn,
  MOST_EXCLUSIONS,
} from './queries/list-exclusions.ts';
import type { ExclusionRow } from './schema.ts';

export type LoadedExclusions = {
  /** Those that people made or asked for, the newest first. */
  added: ExclusionRow[];
  /** Those that came with the rules that are on. */
  own: ExclusionRow[];
  /** There are more of `added` than are listed. */
  more: boolean;
};

/** The exclusions of the rules whose findings a scope shows, as this person may see and change them. */
export async function loadExclusions(
  actor: Actor,
  scope: Scope,
  { show = 'current', ruleId = null, id }: Partial<ExclusionQuestion> = {},
): Promise<LoadedExclusions> {
  const { stored, rules } = await readScope(webPool(), scope, async (db) => ({
    stored: await listAddedExclusions(db, scope, { show, ruleId, id }),
    rules: await listRulesWithOwn(db, scope, ruleId),
  }));
  const names = await namesOf([
    ...stored.flatMap((row) => [row.owner_id, row.decided_by, row.removed_by]),
    ...rules.flatMap(({ counts }) => counts.map(({ offBy }) => offBy)),
  ]);
  const reader = { actor, scope, names };
  const now = new Date();
  return {
    added: stored.slice(0, MOST_EXCLUSIONS).map((row) => toExclusionRow(row, reader, now)),
    own: rules.flatMap((rule) => toOwnRows(rule, reader)),
    more: stored.length > MOST_EXCLUSIONS,
  };
}

/** One exclusion by its id of `ExclusionRow`. `not-found` where the scope does not show it. */
export async function loadExclusion(actor: Actor, scope: Scope, id: string): Promise<ExclusionRow> {
  const own = /^own:(\d{1,9}):\d{1,3}$/.exec(id);
  const { added, own: ownRows } = await loadExclusions(actor, scope, {
    show: 'all',
    ...(own ? { ruleId: Number(own[1]) } : { id: /^\d{1,9}$/.test(id) ? Number(id) : 0 }),
  });
  const row = [...added, ...ownRows].find((known) => known.id === id);
  if (row) return row;
  throw new TrailkeepError('not-found', 'There is no such exclusion here.', {
    hint: 'GET /api/v1/alerts/exclusions lists them.',
  });
}

/** Requests that wait for an answer of who manages the view; 0 for everybody else and in an account, where one asks. */
export async function countOpenRequests(scope: Scope): Promise<number> {
  if (scope.kind !== 'view' || !scope.canManage) return 0;
  return readScope(webPool(), scope, (db) => countAsked(db, scope));
}
