import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { asObject } from '#lib/cloudtrail/json-value.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { ObjectUnreadableError, type ReadOptions, readObject } from '#lib/cloudtrail/read-object.ts';
import { RECORD_FIELDS } from '#lib/cloudtrail/record-fields.ts';
import { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import type { CompiledRule } from '../compile-rule.ts';
import { type Subject, subjectOf } from '../subject.ts';
import { type Country, NO_EVENT } from './dimensions.ts';
import type { OpenedObject } from './open-objects.ts';
import { recordTest } from './partial-tests.ts';

/** Of an object's wanted events those that may match; `missing` could not be read, or their object is not kept any more. */
export type ReadSubjects = { subjects: Subject[]; missing: number };
export type ReadObject = (object: OpenedObject) => Promise<ReadSubjects>;

/** Reads of records what a rule or condition asks of them; null where that is nothing. */
export function recordSubjects(
  asked: Pick<CompiledRule, 'paths' | 'readsText' | 'tests' | 'decide'>,
  country: Country,
): ReadObject | null {
  const { paths, readsText } = asked;
  if (paths.size === 0 && !readsText) return null;
  const known = new Set<string>(RECORD_FIELDS);
  const alsoRead = [...paths].filter((path) => !known.has(path)).sort();
  const reader = new RecordReader({ alsoRead, texts: readsText });
  const mayMatch = recordTest(asked);
  return async (object) => {
    const subjects: Subject[] = [];
    let ruledOut = 0;
    await readWanted(object, { reader, freesAtOnce: !readsText }, (record, accountId) => {
      if (!mayMatch(subjectOf(NO_EVENT, record))) {
        ruledOut += 1;
        return;
      }
      const event = eventOf(record, accountId, reader);
      if (event) subjects.push(subjectOf(event, record, { text: () => reader.textOf(record), country }));
    });
    return { subjects, missing: object.rows.length - ruledOut - subjects.length };
  };
}

async function readWanted(
  { body, rows }: OpenedObject,
  options: ReadOptions,
  take: (record: object, accountId: string) => void,
): Promise<void> {
  if (body === null) return;
  const wanted = new Map(rows.map((row) => [row.ordinal, row.account_id]));
  try {
    for await (const batch of readObject(body, options))
      for (const read of batch) {
        const accountId = wanted.get(read.ordinal);
        const record = accountId !== undefined && 'record' in read ? asObject(read.record) : null;
        if (accountId !== undefined && record !== null) take(record, accountId);
      }
  } catch (error) {
    if (!(error instanceof ObjectUnreadableError)) throw error;
  }
}

// As the collector had it. Null for a record that is none today.
function eventOf(record: object, accountId: string, { derived }: RecordReader): NormalisedEvent | null {
  const keyAccountId = formatAccountId(accountId);
  const result = normalise(record, { keyAccountId, now: Number.MAX_SAFE_INTEGER, derived });
  return 'event' in result ? result.event : null;
}
