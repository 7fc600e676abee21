import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Actor } from '#lib/auth/actor.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { conditionWords } from '../condition-words.ts';
import { definitionOf } from '../definition.ts';
import { exclusionDigest } from '../exclusion-digest.ts';
import { managesPlace } from './manages-place.ts';
import type { StoredExclusion } from './queries/list-exclusions.ts';
import type { RuleColumns, RuleWithOwn } from './queries/list-rules.ts';
import type { Deed, ExclusionRow, ExclusionState } from './schema.ts';

/** For whom the rows are made, and what people are called by id. */
type Reader = { actor: Actor; scope: Scope; names: ReadonlyMap<string, string> };

const SOMEBODY = 'somebody who left';

/** An exclusion that somebody made or asked for, as a person sees it in a scope. */
export function toExclusionRow(stored: StoredExclusion, reader: Reader, now: Date): ExclusionRow {
  const { actor, scope, names } = reader;
  const wide = stored.account_id === null;
  const decides = managesPlace(actor, { viewId: stored.view_id, accountId: stored.rule_account_id });
  const state = stateOf(stored, now);
  const open = state === 'asked' || state === 'active';
  const name = (id: string | null) => (id === null ? SOMEBODY : (names.get(id) ?? SOMEBODY));
  return {
    ...ruleOf(stored),
    id: String(stored.id),
    account:
      stored.account_id === null
        ? null
        : { id: formatAccountId(stored.account_id), name: stored.account_name },
    condition: stored.condition,
    words: conditionWords(stored.condition),
    reason: stored.reason,
    owner: name(stored.owner_id),
    state,
    createdAt: stored.created_at.toISOString(),
    until: stored.until?.toISOString() ?? null,
    decision: stored.decided_at && {
      by: name(stored.decided_by),
      at: stored.decided_at.toISOString(),
      words: stored.decision,
    },
    removed: stored.removed_at && {
      by: name(stored.removed_by),
      at: stored.removed_at.toISOString(),
    },
    ...countsOf(stored, scope, wide, { hid: stored.hid_events, lastAt: stored.last_hid_at }),
    mayChange: open && decides && reaches(stored, scope, wide),
    mayTakeBack: open && !decides && isOfOwner(stored, scope),
  };
}

/** The exclusions that a rule brings with it, as they stand in a scope. */
export function toOwnRows(rule: RuleWithOwn, { actor, scope, names }: Reader): ExclusionRow[] {
  const { exclusions } = definitionOf({ builtinId: rule.builtin_id, definition: rule.definition });
  const counts = new Map(rule.counts.map((count) => [count.digest, count]));
  const decides = managesPlace(actor, { viewId: rule.view_id, accountId: rule.rule_account_id });
  // Two that leave out the same are one.
  const own = new Map(exclusions.map((exclusion) => [exclusionDigest(exclusion), exclusion]));
  return [...own].map(([digest, { condition, reason }]) => {
    const count = counts.get(digest);
    const removed: Deed | null = count?.offAt
      ? { by: names.get(count.offBy ?? '') ?? SOMEBODY, at: new Date(count.offAt).toISOString() }
      : null;
    return {
      ...ruleOf(rule),
      id: `own:${rule.rule_id}:${digest}`,
      account: null,
      condition,
      words: conditionWords(condition),
      reason,
      owner: null,
      state: removed ? 'off' : 'active',
      createdAt: null,
      until: null,
      decision: null,
      removed,
      ...countsOf(rule, scope, true, {
        hid: count?.hid ?? 0,
        lastAt: count?.lastAt ? new Date(count.lastAt) : null,
      }),
      mayChange: decides && reaches(rule, scope, true),
      mayTakeBack: false,
    };
  });
}

/** A stored rule as exclusions name it. */
export function ruleOf(row: RuleColumns): Pick<ExclusionRow, 'ruleId' | 'rule' | 'builtIn' | 'scope'> {
  const { name } = definitionOf({ builtinId: row.builtin_id, definition: row.definition });
  return {
    ruleId: row.rule_id,
    rule: name,
    builtIn: row.builtin_id !== null,
    scope:
      row.view_slug === null
        ? { kind: 'account', id: formatAccountId(row.rule_account_id ?? ''), name: row.scope_name }
        : { kind: 'view', id: row.view_slug, name: row.scope_name },
  };
}

function stateOf({ state, removed_at, until }: StoredExclusion, now: Date): ExclusionState {
  if (state === 'refused') return 'refused';
  if (state === 'asked') return removed_at ? 'withdrawn' : 'asked';
  return removed_at || (until && until <= now) ? 'ended' : 'active';
}

/** From an account nobody looks into, or changes, what holds in all accounts of a view. */
function reaches({ view_id }: RuleColumns, scope: Scope, wide: boolean): boolean {
  return !wide || view_id === null || scope.kind === 'view';
}

function countsOf(
  rule: RuleColumns,
  scope: Scope,
  wide: boolean,
  { hid, lastAt }: { hid: number; lastAt: Date | null },
): Pick<ExclusionRow, 'hidEvents' | 'lastHidAt'> {
  if (!reaches(rule, scope, wide)) return { hidEvents: null, lastHidAt: null };
  return { hidEvents: hid, lastHidAt: lastAt?.toISOString() ?? null };
}

/** What an owner of the account asked for, answered or not. */
function isOfOwner(stored: StoredExclusion, scope: Scope): boolean {
  const asked = stored.state === 'asked' || stored.decided_at !== null;
  return asked && scope.kind === 'account' && scope.canManage && stored.account_id === scope.id;
}
