import 'server-only';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { getEvent } from '#lib/events/queries/get-event.ts';
import { recordRawRead } from '#lib/events/record-raw-read.ts';
import { definitionOfEvent } from '../from-filters/definition-of-event.ts';
import { checkSamples } from './check-samples.ts';
import { loadRule } from './loaders.ts';
import { blankRule, type NewRuleStart } from './rule-start.ts';

/** A copy of a rule, which is nobody's but one's own. `not-found` for a rule that is not there. */
export async function loadCopy(scope: Scope, key: string): Promise<NewRuleStart> {
  const { definition, samples } = await loadRule(scope, key);
  const { origin: _, ...copied } = definition;
  // A few that ship with Trailkeep are of addresses that have a country in its tests alone.
  const states = await checkSamples(definition, samples);
  const agreeing = samples.filter((_, at) => states[at]?.agrees);
  return { definition: { ...copied, name: `${definition.name} (copy)` }, samples: agreeing };
}

/** A rule of events like this one, which is its first sample. That its record was read stands in the audit log. */
export async function loadRuleOfEvent(
  scope: Scope,
  address: { accountId: string; eventId: string; time: Date | undefined },
): Promise<NewRuleStart> {
  const event = await readScope(webPool(), scope, (db) => getEvent(db, scope, address));
  await recordRawRead(await actorOfRequest(), scope, event);
  const record = recordOf(event.raw);
  const definition = { ...blankRule().definition, ...definitionOfEvent(record ?? {}, event) };
  return { definition, samples: record === null ? [] : [{ expects: 'fires', records: [record] }] };
}

/** Null where the bytes are gone. */
function recordOf(raw: string | null): Record<string, unknown> | null {
  const said: unknown = raw === null ? null : JSON.parse(raw);
  return typeof said === 'object' && said !== null ? { ...said } : null;
}
