import { gzipSync } from 'node:zlib';
import { put } from './corpus.ts';

/** Key of an account's log object as CloudTrail names it, of the minute now. `letter` tells it from the others. */
export function logObjectKey(
  accountId: string,
  letter: string,
  { region = 'eu-west-1', timeMs = Date.now() } = {},
): string {
  const stamp = new Date(timeMs).toISOString().replaceAll(/[-:]/g, '').slice(0, 13);
  const day = `${stamp.slice(0, 4)}/${stamp.slice(4, 6)}/${stamp.slice(6, 8)}`;
  const folder = `AWSLogs/${accountId}/CloudTrail/${region}/${day}`;
  return `${folder}/${accountId}_CloudTrail_${region}_${stamp}Z_${letter.repeat(16)}.json.gz`;
}

/** Puts records into a directory as CloudTrail puts them into a bucket now. */
export async function putLogObject(
  directory: string,
  accountId: string,
  letter: string,
  records: readonly object[],
): Promise<void> {
  await put(directory, logObjectKey(accountId, letter), gzipSync(JSON.stringify({ Records: records })));
}

/** A call to CloudTrail itself by an IAM user, five minutes ago, as its record. */
export function trailCall(accountId: string, eventName: string, userName: string): object {
  return {
    eventVersion: '1.11',
    eventID: crypto.randomUUID(),
    eventTime: new Date(Date.now() - 300_000).toISOString().replace(/\.\d+/, ''),
    eventSource: 'cloudtrail.amazonaws.com',
    eventName,
    awsRegion: 'eu-west-1',
    recipientAccountId: accountId,
    sourceIPAddress: '203.0.113.9',
    userIdentity: { type: 'IAMUser', userName },
    requestParameters: { name: 'organisation-trail' },
  };
}
