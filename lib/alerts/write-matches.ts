import type { Queryable } from '#lib/db/pool.ts';
import type { MatchPart } from './compile-rule.ts';
import { isHistoric } from './historic.ts';
import type { NotedEvent } from './noted-event.ts';
import { valuesHash } from './values-hash.ts';

/** Stores matches, each once: an event that was matched before adds nothing. */
export async function writeMatches(
  db: Queryable,
  events: readonly NotedEvent[],
  nowMs: number,
): Promise<number> {
  const rows = events.flatMap((event) =>
    event.matches.flatMap(({ ruleId, revision, parts }) =>
      parts.map((part, at) => ({ event, ruleId, revision, part, at })),
    ),
  );
  if (rows.length === 0) return 0;
  const hashes = new GroupHashes();
  await db.query(
    `insert into alert_match (rule_id, revision, account_id, event_time, event_id, part, group_hash, group_values, step, value, historic)
     select * from unnest($1::int[], $2::int[], $3::bigint[], $4::timestamptz[], $5::uuid[], $6::smallint[], $7::uuid[], $8::jsonb[],
       $9::smallint[], $10::text[], $11::boolean[])
     on conflict do nothing`,
    [
      rows.map(({ ruleId }) => ruleId),
      rows.map(({ revision }) => revision),
      rows.map(({ event }) => event.accountId),
      rows.map(({ event }) => new Date(event.timeMs)),
      rows.map(({ event }) => event.eventId),
      rows.map(({ at }) => at),
      rows.map(({ part }) => hashes.of(part).hash),
      rows.map(({ part }) => hashes.of(part).json),
      rows.map(({ part }) => part.step),
      rows.map(({ part }) => part.value),
      rows.map(({ event }) => isHistoric(event.timeMs, nowMs)),
    ],
  );
  return rows.length;
}

/** Stores what exclusions hid, as sums. */
export async function writeHidden(db: Queryable, events: readonly NotedEvent[]): Promise<void> {
  const sums = new Map<
    string,
    { ruleId: number; ownDigest: string | null; exclusionId: number | null; events: number; lastMs: number }
  >();
  for (const { timeMs, hidden } of events) {
    for (const { ruleId, ownDigest, exclusionId } of hidden) {
      const key = `${ruleId} ${ownDigest} ${exclusionId}`;
      const sum = sums.get(key) ?? { ruleId, ownDigest, exclusionId, events: 0, lastMs: timeMs };
      sum.events += 1;
      sum.lastMs = Math.max(sum.lastMs, timeMs);
      sums.set(key, sum);
    }
  }
  if (sums.size === 0) return;
  const rows = [...sums.values()];
  await db.query(
    `insert into alert_hidden (rule_id, own_digest, exclusion_id, events, last_at)
     select * from unnest($1::int[], $2::text[], $3::int[], $4::int[], $5::timestamptz[])`,
    [
      rows.map(({ ruleId }) => ruleId),
      rows.map(({ ownDigest }) => ownDigest),
      rows.map(({ exclusionId }) => exclusionId),
      rows.map((row) => row.events),
      rows.map(({ lastMs }) => new Date(lastMs)),
    ],
  );
}

/** Groups repeat: each is made into text and digested once. */
class GroupHashes {
  readonly #known = new Map<string, { hash: string; json: string }>();

  of({ group }: Pick<MatchPart, 'group'>): { hash: string; json: string } {
    const json = JSON.stringify(group);
    const known = this.#known.get(json);
    if (known) return known;
    const made = { hash: valuesHash(group), json };
    this.#known.set(json, made);
    return made;
  }
}
