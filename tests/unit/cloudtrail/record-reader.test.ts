import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { readObject } from '#lib/cloudtrail/read-object.ts';
import { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import { generateObjects } from '#lib/demo/organisation/generate-objects.ts';
import { CORPUS_FILES, corpusRecords, NOW, recordWith } from './records.ts';

const ORIGIN = { keyAccountId: '222222222222', now: NOW };

function objectOf(records: readonly unknown[]): Buffer {
  return Buffer.from(JSON.stringify({ Records: records }));
}

/** What both readers make of an object: the records, or that it is none. */
function withParse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString()).Records.map((record: unknown) => normalise(record, ORIGIN));
  } catch {
    return null;
  }
}

function withReader(reader: RecordReader, bytes: Buffer): unknown {
  const origin = { ...ORIGIN, derived: reader.derived };
  return reader.read(bytes)?.map((record) => normalise(record, origin)) ?? null;
}

/** The reader may leave an object to JSON.parse, but never read it differently. */
function expectSameOrNothing(reader: RecordReader, bytes: Buffer): boolean {
  const read = withReader(reader, bytes);
  if (read !== null) expect(read).toEqual(withParse(bytes));
  return read !== null;
}

describe('the reader that remembers gives the events that JSON.parse gives', () => {
  test.each(CORPUS_FILES)('for every record of %s, the first time and again', (file) => {
    const reader = new RecordReader();
    const records = corpusRecords(file).filter((record) => typeof record === 'object' && record !== null);
    for (let round = 0; round < 2; round++) {
      for (let at = 0; at < records.length; at += 20) {
        const bytes = objectOf(records.slice(at, at + 20));
        expect(withReader(reader, bytes)).toEqual(withParse(bytes));
      }
    }
  });

  test('for the objects of a sample organisation', () => {
    const reader = new RecordReader();
    let records = 0;
    for (const object of generateObjects({ seed: 5, events: 3_000, days: 2, end: new Date(NOW) })) {
      const bytes = gunzipSync(object.body);
      const read = withReader(reader, bytes);
      expect(read).toEqual(withParse(bytes));
      records += object.records;
    }
    expect(records).toBeGreaterThanOrEqual(3_000);
  });

  test('for records with any of their fields, and others, replaced by any JSON', () => {
    const reader = new RecordReader();
    const name = fc.oneof(
      fc.constantFrom(...Object.keys(recordWith({}))),
      fc.constantFrom('resources', 'sharedEventID', 'errorCode', 'errorMessage', 'additionalEventData'),
      fc.constantFrom('insightDetails', 'timeWindow', 'summary', 'eventId', 'accountId', '__proto__', ''),
      fc.string({ unit: 'binary', maxLength: 80 }),
    );
    const value = fc.oneof(
      fc.jsonValue({ stringUnit: 'binary' }),
      fc.constant(undefined),
      fc.string({ minLength: 70 }),
    );
    const record = fc.array(fc.tuple(name, value), { maxLength: 8 }).map((fields) => ({
      ...recordWith({}),
      ...Object.fromEntries(fields),
    }));
    let read = 0;
    fc.assert(
      fc.property(fc.array(record, { maxLength: 4 }), (records) => {
        if (expectSameOrNothing(reader, objectOf(records))) read++;
      }),
      { numRuns: 1500 },
    );
    expect(read).toBeGreaterThan(700);
  });

  test('for objects in which one byte is another', () => {
    const reader = new RecordReader();
    const bytes = objectOf([recordWith({}), recordWith({ eventName: 'ä"\\\u0000' })]);
    expectSameOrNothing(reader, bytes);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = byte;
        expectSameOrNothing(reader, damaged);
      }),
      { numRuns: 5000 },
    );
  });

  test('for objects cut off or longer anywhere', () => {
    const reader = new RecordReader();
    const bytes = objectOf([recordWith({}), recordWith({ resources: [{ ARN: 'arn:aws:s3:::b' }] })]);
    expect(expectSameOrNothing(reader, bytes)).toBe(true);
    for (let at = 0; at < bytes.length; at++) expect(reader.read(bytes.subarray(0, at))).toBeNull();
    expect(reader.read(Buffer.concat([bytes, Buffer.from(' ')]))).toBeNull();
  });

  test('when keys stand twice, the last counts', () => {
    const fields = JSON.stringify(recordWith({})).slice(1, -1);
    const bytes = Buffer.from(`{"Records":[{"eventName":"First",${fields},"eventName":"Last"}]}`);
    expect(withReader(new RecordReader(), bytes)).toMatchObject([{ event: { eventName: 'Last' } }]);
    expectSameOrNothing(new RecordReader(), bytes);
  });
});

test('what was made of a value is not taken for a record that says more', () => {
  const reader = new RecordReader();
  const service = { type: 'AWSService' };
  const session = { type: 'AssumedRole', sessionContext: { attributes: { mfaAuthenticated: 'false' } } };
  const parameters = { bucketName: 'b', name: 'n', instanceArn: `arn:aws:x:::${'y'.repeat(3000)}` };
  const bytes = objectOf([
    recordWith({ userIdentity: service, sourceIPAddress: 'a.amazonaws.com' }),
    recordWith({ userIdentity: service, sourceIPAddress: 'b.amazonaws.com' }),
    recordWith({ userIdentity: session }),
    recordWith({ userIdentity: session, additionalEventData: { MFAUsed: 'Yes' } }),
    recordWith({ userIdentity: { ...session, arn: 'x'.repeat(3000) } }),
    recordWith({ userIdentity: { ...session, arn: 'x'.repeat(3000) } }),
    recordWith({ requestParameters: parameters }),
    recordWith({ requestParameters: parameters, eventSource: 'ssm.amazonaws.com' }),
    recordWith({
      requestParameters: parameters,
      eventSource: 's3.amazonaws.com',
      resources: [{ ARN: 'arn:r' }],
    }),
    recordWith({ requestParameters: parameters, responseElements: { roleName: 'made' } }),
  ]);
  for (let round = 0; round < 2; round++) expect(withReader(reader, bytes)).toEqual(withParse(bytes));
});

test('records of an object that is read in pieces are the same', async () => {
  const records = CORPUS_FILES.flatMap((file) => corpusRecords(file));
  const reader = new RecordReader();
  for (const options of [{}, { streamAboveBytes: 0 }]) {
    const read: unknown[] = [];
    for await (const batch of readObject(objectOf(records), { ...options, reader }))
      for (const entry of batch) if ('record' in entry) read.push(normalise(entry.record, ORIGIN));
    expect(read).toEqual(records.map((record) => normalise(record, ORIGIN)));
  }
});

test('far more different values than are remembered do not change what is read', () => {
  const reader = new RecordReader();
  for (let round = 0; round < 40; round++) {
    const records = Array.from({ length: 100 }, (_, at) =>
      recordWith({
        userAgent: `agent ${round} ${at} ${'x'.repeat(600)}`,
        userIdentity: {
          type: 'IAMUser',
          userName: `user-${round % 7}-${at}`,
          arn: 'a'.repeat(100),
          accountId: `${at}`,
        },
      }),
    );
    const bytes = objectOf(records);
    expect(withReader(reader, bytes)).toEqual(withParse(bytes));
  }
});
