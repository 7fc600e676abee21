import { gzipSync } from 'node:zlib';
import { DEMO_ACCOUNTS, REGIONS_OF_ACCOUNT } from './accounts.ts';
import type { GeneratedObject, Layout } from './delivery.ts';
import { Random } from './random.ts';
import { DAY_MS, HOUR_MS, isoSeconds } from './times.ts';

function plain(key: string, text: string): GeneratedObject {
  return { key, body: gzipSync(text), records: 0, events: 0 };
}

function stamp(timeMs: number): string {
  return isoSeconds(timeMs).replaceAll(/[-:]/g, '');
}

/**
 * What else lies in such a bucket: history of AWS Config, VPC flow logs, and CloudTrail's own hourly digests (unsigned,
 * and naming no log files: they show where digests lie, not that anything was checked).
 */
export function* otherWriters(seed: number, startMs: number, layout: Layout): Generator<GeneratedObject> {
  const random = new Random(seed, 'other writers');
  const organization = layout.organizationId ? `${layout.organizationId}/` : '';
  for (const { id } of DEMO_ACCOUNTS) {
    const region = REGIONS_OF_ACCOUNT[id]?.[0] ?? 'us-east-1';
    const below = (kind: string, timeMs: number) =>
      `${layout.prefix}AWSLogs/${organization}${id}/${kind}/${region}/${isoSeconds(timeMs).slice(0, 10).replaceAll('-', '/')}`;
    for (let atMs = startMs; atMs < layout.endMs; atMs += DAY_MS) {
      const config = `${id}_Config_${region}_ConfigHistory_AWS::EC2::Volume_${stamp(atMs)}_1.json.gz`;
      yield plain(
        `${below('Config', atMs)}/ConfigHistory/${config}`,
        '{"fileVersion":"1.0","configurationItems":[]}',
      );
      const flow = `${id}_vpcflowlogs_${region}_fl-${random.hex17()}_${stamp(atMs).slice(0, 13)}Z_${random.hex17().slice(0, 8)}.log.gz`;
      yield plain(`${below('vpcflowlogs', atMs)}/${flow}`, 'version account-id interface-id\n');
    }
    for (let atMs = startMs + HOUR_MS; atMs <= layout.endMs; atMs += HOUR_MS) {
      const name = `${id}_CloudTrail-Digest_${region}_acme-organisation_${region}_${stamp(atMs)}.json.gz`;
      const times = `"digestStartTime":"${isoSeconds(atMs - HOUR_MS)}","digestEndTime":"${isoSeconds(atMs)}"`;
      yield plain(
        `${below('CloudTrail-Digest', atMs)}/${name}`,
        `{"awsAccountId":"${id}",${times},"logFiles":[]}`,
      );
    }
  }
}
