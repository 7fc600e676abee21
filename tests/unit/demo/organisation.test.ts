import { createHash } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { describe, expect, test } from 'vitest';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { parseObjectKey } from '#lib/cloudtrail/object-key.ts';
import { DEMO_ACCOUNTS } from '#lib/demo/organisation/accounts.ts';
import { generateObjects } from '#lib/demo/organisation/generate-objects.ts';
import { END, openSample, type SampleRecord } from './sample.ts';

const objects = openSample();
const records = objects.flatMap((object) => object.records);
const DAY_MS = 86_400_000;

function digest(seed: number): string {
  const hash = createHash('sha256');
  for (const { key, body } of generateObjects({ seed, events: 3000, days: 14, end: END }))
    hash.update(key).update(body);
  return hash.digest('hex');
}

/** The account that a key id was made for, as AWS's ids tell it. */
function accountOfKey(accessKeyId: string): string {
  let bits = 0n;
  for (const letter of accessKeyId.slice(4))
    bits = bits * 32n + BigInt('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter));
  return String((bits >> 39n) & 0xffffffffffn).padStart(12, '0');
}

function distinct(of: SampleRecord[]): Map<string, SampleRecord> {
  return new Map(of.map((record) => [`${record.recipientAccountId}/${record.eventID}`, record]));
}

describe('what a seed decides', () => {
  test('the same seed gives the same keys and bytes, another seed others', () => {
    expect(digest(1)).toBe(digest(1));
    expect(digest(2)).not.toBe(digest(1));
  });

  test.each([1, 150, 2000, 5003])('%i events asked for are as many different events, exactly', (events) => {
    const made = openSample({ events });
    expect(distinct(made.flatMap((object) => object.records)).size).toBe(events);
    expect(made.reduce((sum, object) => sum + object.events, 0)).toBe(events);
  });

  test('no event is before the range or after its end, for a day as for two weeks', () => {
    for (const days of [1, 14]) {
      const times = openSample({ days, events: 3000 }).flatMap((object) =>
        object.records.map(({ eventTime }) => Date.parse(eventTime)),
      );
      expect(Math.min(...times)).toBeGreaterThanOrEqual(END.getTime() - days * DAY_MS);
      expect(Math.max(...times)).toBeLessThan(END.getTime());
    }
  });
});

describe('objects', () => {
  test('every key is one of CloudTrail for the account and region of all records inside', () => {
    for (const { key, records: inside } of objects) {
      const parsed = parseObjectKey(key);
      expect(parsed).toMatchObject({
        type: 'log',
        kind: 'CloudTrail',
        organizationId: 'o-acme4k7q2x',
      });
      const [, accountId, region] =
        /AWSLogs\/o-acme4k7q2x\/(\d{12})\/CloudTrail\/([a-z0-9-]+)\/\d{4}\/\d\d\/\d\d\/\1_CloudTrail_\2_\d{8}T\d{4}Z_\w{16}\.json\.gz$/.exec(
          key,
        ) ?? [];
      expect(new Set(inside.map((record) => record.recipientAccountId))).toEqual(new Set([accountId]));
      expect(new Set(inside.map((record) => record.awsRegion))).toEqual(new Set([region]));
    }
    expect(new Set(objects.map(({ key }) => key)).size).toBe(objects.length);
  });

  test("a key's minute and folder are of the delivery: behind its events and not in the future", () => {
    for (const { key, records: inside } of objects) {
      const [, folder, day, time] = /\/(\d{4}\/\d\d\/\d\d)\/.*_(\d{8})T(\d{4})Z_/.exec(key) ?? [];
      expect(folder?.replaceAll('/', '')).toBe(day);
      const stamp = `${folder?.replaceAll('/', '-')}T${time?.slice(0, 2)}:${time?.slice(2)}:00Z`;
      expect(Date.parse(stamp)).toBeLessThanOrEqual(END.getTime());
      const newest = Math.max(...inside.map(({ eventTime }) => Date.parse(eventTime)));
      expect(Date.parse(stamp)).toBeGreaterThanOrEqual(Math.min(newest, END.getTime()));
    }
  });

  test('a prefix comes before AWSLogs, and without an organisation its folder is left out', () => {
    const [first] = [
      ...generateObjects({
        seed: 1,
        events: 50,
        days: 1,
        end: END,
        bucketPrefix: 'audit/logs/',
        organizationId: '',
      }),
    ];
    expect(first?.key).toMatch(/^audit\/logs\/AWSLogs\/\d{12}\/CloudTrail\//);
  });

  test('what other writers leave holds no records and is not of the kind CloudTrail', () => {
    const made = [...generateObjects({ seed: 1, events: 200, days: 2, end: END, withOtherWriters: true })];
    const others = made.filter(({ records: count }) => count === 0);
    const kinds = others.map(({ key }) => {
      const parsed = parseObjectKey(key);
      return parsed.type === 'other' ? 'other' : parsed.kind;
    });
    expect(new Set(kinds)).toEqual(new Set(['other', 'CloudTrail-Digest']));
    expect(kinds.filter((kind) => kind === 'CloudTrail-Digest')).toHaveLength(DEMO_ACCOUNTS.length * 48);
  });
});

describe('records', () => {
  test('every one is taken by the normaliser, into the account that it was recorded in', () => {
    for (const record of records) {
      const result = normalise(record, { keyAccountId: null, now: END.getTime() });
      expect(result).toHaveProperty('event.accountId', record.recipientAccountId);
    }
  });

  test('an access key decodes to the account of its identity, or of the role that it was given for', () => {
    const keys = records.flatMap(({ userIdentity }) => (userIdentity.accessKeyId ? [userIdentity] : []));
    expect(keys.length).toBeGreaterThan(1000);
    for (const { accessKeyId, accountId } of keys) {
      expect(accessKeyId).toMatch(/^(AKIA|ASIA)[A-Z2-7]{16}$/);
      expect(accountOfKey(accessKeyId ?? '')).toBe(accountId);
    }
  });

  test('addresses are of documentation ranges, private ones or the names of services', () => {
    for (const address of new Set(records.map((record) => record.sourceIPAddress))) {
      if (isIPv4(address)) expect(address).toMatch(/^(203\.0\.113|198\.51\.100|192\.0\.2)\.\d+$|^10\./);
      else if (isIPv6(address)) expect(address).toMatch(/^2001:db8:/);
      else expect(address).toMatch(/amazonaws\.com$|^AWS Internal$/);
    }
  });

  test('an error has no answer, except for the sign-in that says that it failed', () => {
    const failed = records.filter((record) => record.errorCode ?? record.errorMessage);
    expect(failed.length).toBeGreaterThan(50);
    for (const { eventName, responseElements } of failed)
      expect(responseElements).toEqual(eventName === 'ConsoleLogin' ? { ConsoleLogin: 'Failure' } : null);
  });

  test('what was delivered twice is the same record both times, and only of global services', () => {
    const seen = new Map<string, SampleRecord>();
    let twice = 0;
    for (const record of records) {
      const before = seen.get(record.eventID);
      if (before) {
        twice += 1;
        expect(record).toEqual(before);
        expect(record.awsRegion).toBe('us-east-1');
      }
      seen.set(record.eventID, record);
    }
    expect(twice).toBeGreaterThan(0);
  });

  test('a shared event id joins exactly two accounts under different event ids', () => {
    const shared = Map.groupBy(distinct(records).values(), (record) => record.sharedEventID ?? '');
    shared.delete('');
    expect(shared.size).toBeGreaterThan(5);
    for (const twins of shared.values()) {
      expect(twins).toHaveLength(2);
      expect(new Set(twins.map((twin) => twin.recipientAccountId)).size).toBe(2);
      expect(new Set(twins.map((twin) => twin.eventID)).size).toBe(2);
    }
  });

  test('calls of a session carry the key that an AssumeRole before them gave out', () => {
    const given = new Set(
      records.flatMap(({ responseElements }) => {
        const credentials = responseElements?.credentials;
        return credentials && typeof credentials === 'object' && 'accessKeyId' in credentials
          ? [credentials.accessKeyId]
          : [];
      }),
    );
    const terraform = records.filter(({ userIdentity }) =>
      userIdentity.arn?.includes(':assumed-role/terraform-ci/'),
    );
    expect(terraform.length).toBeGreaterThan(1000);
    for (const { userIdentity } of terraform) expect(given).toContain(userIdentity.accessKeyId);
  });
});

describe('the organisation as a whole', () => {
  test('every account has events, and one id begins with 0', () => {
    expect(new Set(records.map((record) => record.recipientAccountId))).toEqual(
      new Set(DEMO_ACCOUNTS.map(({ id }) => id)),
    );
    expect(DEMO_ACCOUNTS.some(({ id }) => id.startsWith('0'))).toBe(true);
  });

  test('pipelines rest at weekends, nodes do not', () => {
    const perDay = (role: string, days: string[]) =>
      records.filter(
        ({ userIdentity, eventTime }) =>
          userIdentity.arn?.includes(`/${role}/`) && days.includes(eventTime.slice(0, 10)),
      ).length / days.length;
    const weekdays = ['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13', '2026-11-16'];
    const weekends = ['2026-11-08', '2026-11-14', '2026-11-15'];
    expect(perDay('terraform-ci', weekdays)).toBeGreaterThan(2 * perDay('terraform-ci', weekends));
    const nodes = perDay('eks-prod-node', weekdays) / perDay('eks-prod-node', weekends);
    expect(nodes).toBeGreaterThan(0.75);
    expect(nodes).toBeLessThan(1.35);
  });

  test('most calls read, and errors are between 1 and 5 in a hundred', () => {
    const part = (count: (record: SampleRecord) => unknown) => records.filter(count).length / records.length;
    expect(part(({ readOnly }) => readOnly)).toBeGreaterThan(0.8);
    expect(part(({ errorCode }) => errorCode)).toBeGreaterThan(0.01);
    expect(part(({ errorCode }) => errorCode)).toBeLessThan(0.05);
  });

  test('objects of a busy organisation hold about 26 records on average', () => {
    let count = 0;
    let inside = 0;
    for (const { records: here } of generateObjects({
      seed: 3,
      events: 40_000,
      days: 1,
      end: END,
      gzipLevel: 1,
    })) {
      count += 1;
      inside += here;
    }
    expect(inside / count).toBeGreaterThan(22);
    expect(inside / count).toBeLessThan(32);
  });
});
