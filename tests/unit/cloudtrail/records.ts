import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';

export const NOW = Date.UTC(2026, 10, 20, 15, 0, 0);

export const CORPUS_FILES = [
  'stratus-red-team.ndjson',
  'opensearch-catalog.ndjson',
  'trailscraper.ndjson',
  'malformed-fixtures.ndjson',
] as const;

/** The records of one file of tests/fixtures/corpus. */
export function corpusRecords(file: (typeof CORPUS_FILES)[number]): unknown[] {
  const lines = readFileSync(join(import.meta.dirname, '../../fixtures/corpus', file), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line).event);
}

export type Fields = { [key: string]: unknown };

/** An ordinary record, with the given fields in place of its own; `undefined` takes one out. */
export function recordWith(fields: Fields): Fields {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: 'arn:aws:iam::222222222222:user/svc-deploy',
      accountId: '222222222222',
      accessKeyId: 'AKIAEXAMPLE',
      userName: 'svc-deploy',
    },
    eventTime: '2026-11-20T14:22:31Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'PutBucketPolicy',
    awsRegion: 'eu-central-1',
    sourceIPAddress: '203.0.113.47',
    userAgent: 'aws-cli/2.31.4',
    requestParameters: null,
    responseElements: null,
    requestID: 'EXAMPLE',
    eventID: '5b1d7c02-9e34-4f7a-8a61-0c2f4d9be713',
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '222222222222',
    eventCategory: 'Management',
    ...fields,
  };
}

/** The event of a record that must be one. */
export function eventOf(record: unknown, keyAccountId: string | null = null): NormalisedEvent {
  const result = normalise(record, { keyAccountId, now: NOW });
  if ('quarantined' in result) throw new Error(`quarantined: ${result.quarantined.reason}`);
  return result.event;
}

/** The reason of a record that must be quarantined. */
export function reasonOf(record: unknown, keyAccountId: string | null = null): string {
  const result = normalise(record, { keyAccountId, now: NOW });
  if ('event' in result) throw new Error('the record became an event');
  return result.quarantined.reason;
}
