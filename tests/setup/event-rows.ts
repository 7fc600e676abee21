import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { inTransaction, type Pool } from '#lib/db/pool.ts';
import { Dimensions } from '#lib/ingest/dimensions.ts';
import { EventColumns } from '#lib/ingest/event-columns.ts';
import { Weeks } from '#lib/ingest/weeks.ts';
import { writeEvents } from '#lib/ingest/write-events.ts';

/** Stores events and their rollups by the worker's own writer, without objects or a source. */
export async function storeEvents(workerPool: Pool, events: readonly NormalisedEvent[]): Promise<void> {
  const dimensions = new Dimensions(workerPool);
  const columns = new EventColumns();
  events.forEach((event, ordinal) => {
    columns.append(event, dimensions, 0, ordinal);
  });
  await dimensions.resolve();
  await new Weeks(workerPool).ensure(columns.weeks());
  await inTransaction(workerPool, (db) => writeEvents(db, columns, [1]));
}

/** A plain event: alice lists buckets. `n` makes its id. */
export function plainEvent(n: number, more: Partial<NormalisedEvent> = {}): NormalisedEvent {
  return {
    accountId: '111111111111',
    accountSource: 'recipientAccountId',
    eventTimeMs: Date.parse('2026-11-18T10:00:00Z'),
    eventId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    eventIdDerived: false,
    category: 'management',
    eventType: 'AwsApiCall',
    region: 'eu-central-1',
    service: 's3',
    eventName: 'ListBuckets',
    readOnly: true,
    readOnlyDerived: false,
    actor: {
      identityType: 'IAMUser',
      label: 'alice',
      labelSource: 'user-name',
      arn: 'arn:aws:iam::111111111111:user/alice',
      principalArn: 'arn:aws:iam::111111111111:user/alice',
      sessionName: '',
      accessKeyId: '',
      mfa: null,
    },
    sourceIp: '203.0.113.7',
    userAgent: 'aws-cli/2',
    errorCode: '',
    errorMessage: '',
    outcome: 'success',
    resources: [],
    sharedEventId: '',
    cleaned: false,
    ...more,
  };
}
