import 'server-only';
import type { Actor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { namesOf } from '../findings/loaders.ts';
import type { FindingDetail } from '../findings/schema.ts';
import { toExclusionRow, toOwnRows } from './exclusion-rows.ts';
import { managesPlace } from './manages-place.ts';
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

/** How long a refusal stands where people look for what is excluded now. */
const ANSWERS_SHOWN_MS = 30 * 86_400_000;

/** Requests that were refused in the last 30 days, the newest first. */
export async function loadRefused(
  actor: Actor,
  scope: Scope,
  ruleId: number | null,
): Promise<ExclusionRow[]> {
  const { added } = await loadExclusions(actor, scope, { show: 'past', ruleId });
  const since = Date.now() - ANSWERS_SHOWN_MS;
  return added.filter(
    ({ state, decision }) => state === 'refused' && decision && Date.parse(decision.at) > since,
  );
}

export type FindingExclusions = {
  /** What the person may do about events like the finding's: leave them out, ask for that, or nothing. */
  right: 'decide' | 'ask' | null;
  /** What people left out of the finding's rule in its account, asked for and were refused; not what is over. */
  rows: ExclusionRow[];
};

/** What stands beside a finding about the exclusions of its rule. */
export async function loadFindingExclusions(
  actor: Actor,
  scope: Scope,
  finding: Pick<FindingDetail, 'ruleId' | 'accountId' | 'scope'>,
): Promise<FindingExclusions> {
  const [{ added }, right] = await Promise.all([
    loadExclusions(actor, scope, { show: 'all', ruleId: finding.ruleId }),
    rightAt(actor, scope, finding.scope),
  ]);
  const rows = added.filter(
    ({ account, state }) =>
      (account === null || account.id === finding.accountId) && state !== 'ended' && state !== 'withdrawn',
  );
  return { right, rows };
}

async function rightAt(
  actor: Actor,
  scope: Scope,
  of: Pick<Scope, 'kind' | 'id'>,
): Promise<FindingExclusions['right']> {
  const view = of.kind === 'view' ? await prisma().view.findUnique({ where: { slug: of.id } }) : null;
  const place = { viewId: view?.id ?? null, accountId: of.kind === 'account' ? of.id : null };
  if (managesPlace(actor, place)) return 'decide';
  return scope.kind === 'account' && scope.canManage ? 'ask' : null;
}

/** Requests that wait for an answer of who manages the view; 0 for everybody else and in an account, where one asks. */
export async function countOpenRequests(scope: Scope): Promise<number> {
  if (scope.kind !== 'view' || !scope.canManage) return 0;
  return readScope(webPool(), scope, (db) => countAsked(db, scope));
}
