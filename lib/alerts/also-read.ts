import { RECORD_FIELDS } from '#lib/cloudtrail/record-fields.ts';
import { RECORD_NAMES } from './record-names.ts';

/** Fields beside the normaliser's that are read for rules; CloudTrail itself has about ten. */
const MOST_FIELDS = 60;

/** The topmost fields that a rule reads, and what tells its view or account from others. */
export type RuleReads = { place: string; fields: readonly string[] };

/** A field that is not read, and how many rules ask for it in vain. */
export type UnreadField = { field: string; rules: number };

/**
 * Which fields beside the normaliser's are to be read for all rules together. Those that CloudTrail has are always among them; of
 * others, which rules may name as they like, views and accounts choose in turns and so do the rules of each: nobody's push out all
 * of somebody else's. `unread`: what there is no room for.
 */
export function chooseFields(rules: readonly RuleReads[]): { read: string[]; unread: UnreadField[] } {
  const normalised = new Set<string>(RECORD_FIELDS);
  const asking = rules
    .map(({ place, fields }) => ({ place, fields: fields.filter((field) => !normalised.has(field)) }))
    .filter(({ fields }) => fields.length > 0);
  const places = [...Map.groupBy(asking, ({ place }) => place).values()];
  const inTurns = takeTurns(places.map((ofPlace) => takeTurns(ofPlace.map(({ fields }) => fields))));
  const real = inTurns.filter((field) => RECORD_NAMES.has(field));
  const ordered = [...real, ...inTurns.filter((field) => !RECORD_NAMES.has(field))];
  const asked = countEach(asking.flatMap(({ fields }) => [...new Set(fields)]));
  const unread = ordered.slice(MOST_FIELDS).map((field) => ({ field, rules: asked.get(field) ?? 0 }));
  return { read: ordered.slice(0, MOST_FIELDS).sort(), unread };
}

function countEach(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** The first of each list, then the second of each, and so on; none twice. */
function takeTurns(lists: readonly (readonly string[])[]): string[] {
  const taken = new Set<string>();
  let left = lists;
  for (let at = 0; left.length > 0; at++) {
    left = left.filter((list) => at < list.length);
    for (const list of left) taken.add(list[at] ?? '');
  }
  return [...taken];
}
