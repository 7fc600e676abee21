import 'server-only';
import { listAccountNames } from '#lib/accounts/queries/account-names.ts';
import type { Actor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { namesOf } from '../findings/loaders.ts';
import type { FindingDetail } from '../findings/schema.ts';
import { ruleOf, toExclusionRow, toOwnRows } from './exclusion-rows.ts';
import { type ExclusionRight, rightOver } from './manages-place.ts';
import {
  countAsked,
  type ExclusionQuestion,
  listAddedExclusions,
  type StoredExclusion,
} from './queries/list-exclusions.ts';
import { listRuleChoices, listRulesWithOwn, type RuleWithOwn } from './queries/list-rules.ts';
import { type ExclusionListParams, type ExclusionRow, OWN_ID, type RuleChoice } from './schema.ts';

export type LoadedExclusions = {
  /** A page of those that people made or asked for: what waits for an answer, then the others, the newest first. */
  added: ExclusionRow[];
  /** Those that came with the rules that are on; with the first page alone. */
  own: ExclusionRow[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
};

/** The exclusions of the rules whose findings a scope shows, as this person may see and change them. */
export async function loadExclusions(
  actor: Actor,
  scope: Scope,
  { show, rule, after }: ExclusionListParams,
): Promise<LoadedExclusions> {
  const { page, rules } = await readScope(webPool(), scope, async (db) => ({
    page: await listAddedExclusions(db, scope, { show, ruleIds: rule, after }),
    rules: after === '' ? await listRulesWithOwn(db, scope, rule) : [],
  }));
  const [added, own] = await Promise.all([addedRows(actor, scope, page.rows), ownRows(actor, scope, rules)]);
  return { added, own, next: page.next };
}

/** One exclusion by its id of `ExclusionRow`. `not-found` where the scope does not show it. */
export async function loadExclusion(actor: Actor, scope: Scope, id: string): Promise<ExclusionRow> {
  const [, ruleId] = OWN_ID.exec(id) ?? [];
  const rows =
    ruleId === undefined
      ? await loadAdded(actor, scope, {
          show: 'all',
          ruleIds: [],
          id: /^\d{1,9}$/.test(id) ? Number(id) : 0,
        })
      : await readScope(webPool(), scope, (db) => listRulesWithOwn(db, scope, [ruleId])).then((rules) =>
          ownRows(actor, scope, rules),
        );
  const row = rows.find((known) => known.id === id);
  if (row) return row;
  throw new TrailkeepError('not-found', 'There is no such exclusion here.', {
    hint: 'GET /api/v1/alerts/exclusions lists them.',
  });
}

/** The newest requests that were refused in the last 30 days, of these rules, or of all where there are none. */
export async function loadRefused(
  actor: Actor,
  scope: Scope,
  rule: ExclusionListParams['rule'],
): Promise<ExclusionRow[]> {
  return loadAdded(actor, scope, { show: 'refused', ruleIds: rule });
}

async function loadAdded(actor: Actor, scope: Scope, question: ExclusionQuestion): Promise<ExclusionRow[]> {
  const { rows } = await readScope(webPool(), scope, (db) => listAddedExclusions(db, scope, question));
  return addedRows(actor, scope, rows);
}

async function addedRows(
  actor: Actor,
  scope: Scope,
  stored: readonly StoredExclusion[],
): Promise<ExclusionRow[]> {
  const names = await namesOf(stored.flatMap((row) => [row.owner_id, row.decided_by, row.removed_by]));
  const now = new Date();
  return stored.map((row) => toExclusionRow(row, { actor, scope, names }, now));
}

async function ownRows(actor: Actor, scope: Scope, rules: readonly RuleWithOwn[]): Promise<ExclusionRow[]> {
  const names = await namesOf(rules.flatMap(({ counts }) => counts.map(({ offBy }) => offBy)));
  return rules.flatMap((rule) => toOwnRows(rule, { actor, scope, names }));
}

export type ExclusionChoices = {
  /** By their name. */
  rules: RuleChoice[];
  /** Of the scope's accounts, by 12 digits. */
  accountNames: Record<string, string>;
};

/** What there is to choose from where exclusions are listed and made. */
export async function loadExclusionChoices(actor: Actor, scope: Scope): Promise<ExclusionChoices> {
  const { stored, accountNames } = await readScope(webPool(), scope, async (db) => ({
    stored: await listRuleChoices(db, scope),
    accountNames: await listAccountNames(db, scope),
  }));
  const rules = stored.map((row) => {
    const { ruleId, rule, scope: of } = ruleOf(row);
    const place = { viewId: row.view_id, accountId: row.rule_account_id };
    return { ruleId, rule, scope: of, right: rightOver(actor, scope, place) };
  });
  return { rules: rules.sort((a, b) => a.rule.localeCompare(b.rule, 'en')), accountNames };
}

export type FindingExclusions = {
  /** What the person may do about events like the finding's. */
  right: ExclusionRight | null;
  /** The newest that people left out of the finding's rule in its account, asked for or were refused; not what is over. */
  rows: ExclusionRow[];
};

/** What stands beside a finding about the exclusions of its rule. */
export async function loadFindingExclusions(
  actor: Actor,
  scope: Scope,
  finding: Pick<FindingDetail, 'ruleId' | 'accountId' | 'scope'>,
): Promise<FindingExclusions> {
  const { ruleId, accountId } = finding;
  const [rows, right] = await Promise.all([
    loadAdded(actor, scope, { show: 'not-over', ruleIds: [String(ruleId)], accountId }),
    rightAt(actor, scope, finding.scope),
  ]);
  return { right, rows };
}

async function rightAt(
  actor: Actor,
  scope: Scope,
  of: Pick<Scope, 'kind' | 'id'>,
): Promise<ExclusionRight | null> {
  const view = of.kind === 'view' ? await prisma().view.findUnique({ where: { slug: of.id } }) : null;
  return rightOver(actor, scope, {
    viewId: view?.id ?? null,
    accountId: of.kind === 'account' ? of.id : null,
  });
}

/** Requests that wait for an answer of who manages the view; 0 for everybody else and in an account, where one asks. */
export async function countOpenRequests(scope: Scope): Promise<number> {
  if (scope.kind !== 'view' || !scope.canManage) return 0;
  return readScope(webPool(), scope, (db) => countAsked(db, scope));
}
