import type { Queryable } from '#lib/db/pool.ts';
import { type Firing, firingsOf, joinSpans, type OfHistory, type Span } from '../spans.ts';
import { detachMatches } from './detach.ts';
import { type FoldedRule, type GroupKey, groupId } from './folded-rule.ts';
import { readKeptFrom } from './kept-from.ts';
import { addFirings, isSameFiring, readFirings, removeFirings } from './stored-firings.ts';
import {
  type GroupSpans,
  groupOf,
  readKnownSince,
  readSpans,
  SPAN_COLUMNS,
  type SpanRow,
  storeSpans,
  toSpan,
} from './stored-spans.ts';

/** New spans that are looked at in one transaction. */
const AT_ONCE = 5_000;

/** A group of which something new was seen. */
type SeenGroup = {
  id: string;
  group: GroupKey;
  added: readonly Span[];
  /** When the group was seen first, the new spans included. */
  sinceMs: number;
  /** Whose firings may be others now; null for all of the group's. */
  values: readonly string[] | null;
};

type GroupFirings = { group: GroupKey; firings: readonly Firing[] };

/** Makes findings of what a rule newly saw, some thousand spans at a time. Returns whether there is more, and which findings are news. */
export async function foldSeen(
  db: Queryable,
  rule: FoldedRule,
  when: OfHistory,
): Promise<{ more: boolean; news: string[] }> {
  const { rows } = await db.query<SpanRow>(
    `delete from alert_seen_new
     where ctid = any(array(select ctid from alert_seen_new where rule_id = $1 and revision <= $2 limit ${AT_ONCE})) returning ${SPAN_COLUMNS}`,
    [rule.id, rule.revision],
  );
  // What an older definition of the rule saw, and was not looked at before it changed, goes with the rest.
  const seen = rows.filter(({ revision }) => revision === rule.revision);
  const groups = await seenGroups(db, rule, seen);
  if (groups.length === 0) return { more: rows.length === AT_ONCE, news: [] };
  const stored = await readSpans(db, rule, groups);
  const removed: GroupSpans[] = [];
  const added: GroupSpans[] = [];
  const joined = new Map<SeenGroup, readonly Span[]>();
  for (const one of groups) {
    const before = stored.get(one.id) ?? [];
    const spans = joinSpans(when, [...before, ...one.added]);
    joined.set(one, spans);
    removed.push({ group: one.group, spans: before.filter((span) => !hasSame(spans, span)) });
    added.push({ group: one.group, spans: spans.filter((span) => !hasSame(before, span)) });
  }
  await storeSpans(db, rule, when, { removed, added });
  return { more: rows.length === AT_ONCE, news: await setFirings(db, rule, when, joined) };
}

async function seenGroups(db: Queryable, rule: FoldedRule, rows: readonly SpanRow[]): Promise<SeenGroup[]> {
  const byGroup = Map.groupBy(
    rows.map((row) => ({ group: groupOf(row), span: toSpan(row) })),
    ({ group }) => groupId(group),
  );
  const keys = [...byGroup.values()].flatMap(([first]) => (first ? [first.group] : []));
  const known = keys.length === 0 ? new Map<string, number>() : await readKnownSince(db, rule, keys);
  return keys.map((group) => {
    const id = groupId(group);
    const added = (byGroup.get(id) ?? []).map(({ span }) => span);
    const before = known.get(id) ?? Number.POSITIVE_INFINITY;
    const sinceMs = added.reduce((least, { firstMs }) => Math.min(least, firstMs), before);
    // A group that turns out to be known for longer changes what is new of all its values.
    const values = sinceMs < before ? null : [...new Set(added.map(({ value }) => value))];
    return { id, group, added, sinceMs, values };
  });
}

function hasSame(
  spans: readonly Span[],
  { value, firstMs, firstEventId, lastMs, lastEventId }: Span,
): boolean {
  return spans.some(
    (span) =>
      span.firstMs === firstMs &&
      span.lastMs === lastMs &&
      span.value === value &&
      span.firstEventId === firstEventId &&
      span.lastEventId === lastEventId,
  );
}

// Makes the groups' firings those that their spans give and no others, and their findings with them.
async function setFirings(
  db: Queryable,
  rule: FoldedRule,
  when: OfHistory,
  joined: ReadonlyMap<SeenGroup, readonly Span[]>,
): Promise<string[]> {
  const firings = await readFirings(
    db,
    rule,
    [...joined.keys()].map(({ group }) => group),
  );
  const fresh: GroupFirings[] = [];
  for (const [{ id, group, sinceMs, values }, spans] of joined) {
    const ofGroup = firings.get(id) ?? [];
    const newestMs = spans.reduce((newest, { lastMs }) => Math.max(newest, lastMs), sinceMs);
    const nowMs = Math.max(newestMs, silentUntil(when, ofGroup));
    const wanted = firingsOf(when, spans, { knownSinceMs: sinceMs, nowMs });
    const stored = ofGroup.filter(({ value }) => values?.includes(value) ?? true);
    const gone = stored.filter((one) => !wanted.some((firing) => isSameFiring(one, firing)));
    const added = wanted.filter((one) => !stored.some((firing) => isSameFiring(one, firing)));
    if (gone.length > 0) {
      await removeFirings(db, rule, group, gone);
      await detachMatches(
        db,
        rule,
        group,
        gone.map(({ timeMs }) => timeMs),
      );
    }
    if (added.length > 0) fresh.push({ group, firings: added });
  }
  return fresh.length === 0 ? [] : addFirings(db, rule, await keptOf(db, fresh));
}

// What fired in a week that was dropped since is known by its finding alone, and is not to fire again.
async function keptOf(db: Queryable, fresh: readonly GroupFirings[]): Promise<GroupFirings[]> {
  const keptFromMs = await readKeptFrom(db);
  return fresh
    .map(({ group, firings }) => ({
      group,
      firings: firings.filter(({ timeMs }) => keptFromMs === null || timeMs >= keptFromMs),
    }))
    .filter(({ firings }) => firings.length > 0);
}

// A silence that was found by the clock is one, as long as no event falls into it.
function silentUntil(when: OfHistory, found: readonly Firing[]): number {
  if (when.kind !== 'absence') return Number.NEGATIVE_INFINITY;
  return found.reduce((until, { timeMs }) => Math.max(until, timeMs + when.silentMinutes * 60_000), 0);
}
