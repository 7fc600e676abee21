import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#lib/cloudtrail/canonical-json.ts';
import { MAX_RESOURCES } from '#lib/cloudtrail/event.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { CORPUS_FILES, corpusRecords, eventOf, type Fields, NOW, recordWith } from './records.ts';

const ORIGIN = { keyAccountId: '222222222222', now: NOW };
const TEXT = fc.string({ unit: 'binary' });
/** Code units of all kinds, lone surrogates and NUL among them. */
const BROKEN_TEXT = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0xd800, 0xdfff, 0x41)))
  .map((units) => String.fromCharCode(...units));

/** Every string anywhere in a value. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

function expectEventOrReason(record: unknown): void {
  const result = normalise(record, ORIGIN);
  if ('quarantined' in result) expect(result.quarantined.reason.length).toBeGreaterThan(5);
  else expect(result.event.actor.label).not.toBe('');
  for (const text of stringsOf(result)) {
    expect(text.isWellFormed()).toBe(true);
    expect(text.includes('\u0000')).toBe(false);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
  }
}

describe('whatever JSON comes in', () => {
  test('any value is an event or a reasoned quarantine', () => {
    fc.assert(fc.property(fc.jsonValue(), expectEventOrReason), { numRuns: 500 });
  });

  test('an ordinary record with any of its fields replaced by any JSON is one or the other', () => {
    const field = fc.constantFrom(
      ...Object.keys(recordWith({})),
      ...[
        'resources',
        'sharedEventID',
        'errorCode',
        'errorMessage',
        'insightDetails',
        'timeWindow',
        'summary',
        'additionalEventData',
      ],
      ...['serviceEventDetails', '__proto__', 'constructor'],
    );
    const replaced = fc.array(fc.tuple(field, fc.jsonValue({ stringUnit: 'binary' })), { maxLength: 6 });
    fc.assert(
      fc.property(replaced, (fields) => {
        expectEventOrReason(JSON.parse(JSON.stringify({ ...recordWith({}), ...Object.fromEntries(fields) })));
      }),
      { numRuns: 1000 },
    );
  });

  test('a real record with any one value inside it replaced is one or the other', () => {
    const real = CORPUS_FILES.flatMap((file) => corpusRecords(file));
    fc.assert(
      fc.property(fc.constantFrom(...real), fc.nat(), fc.jsonValue(), (record, at, value) => {
        expectEventOrReason(replaceNth(record, at, value));
      }),
      { numRuns: 1000 },
    );
  });

  test('broken text anywhere is replaced, marked, and nothing else is', () => {
    fc.assert(
      fc.property(BROKEN_TEXT, TEXT, (broken, sound) => {
        const event = eventOf(
          recordWith({ userAgent: broken, errorMessage: sound.replaceAll('\u0000', '') }),
        );
        expect(event.cleaned).toBe(broken.includes('\u0000') || !broken.isWellFormed());
        expect(event.userAgent).toBe(broken.toWellFormed().replaceAll('\u0000', '\uFFFD'));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    'eventName',
    'eventID',
    'sharedEventID',
    'userAgent',
    'errorCode',
    'awsRegion',
    'eventSource',
    'eventTime',
    'recipientAccountId',
  ])('1 MB of text in %s', (field) => {
    for (const text of ['x'.repeat(1 << 20), '\u0000'.repeat(1 << 20), '\ud800'.repeat(1 << 20)]) {
      expectEventOrReason(recordWith({ [field]: text }));
    }
  });

  test('1 MB of text in every place of an identity, a resource and a field name', () => {
    const text = '\u{1F600}'.repeat(1 << 18);
    const userIdentity = {
      type: 'AssumedRole',
      arn: text,
      principalId: `${text}:${text}`,
      sessionContext: { sessionIssuer: { userName: text, arn: text } },
    };
    expectEventOrReason(
      recordWith({
        userIdentity,
        resources: [{ ARN: text }],
        requestParameters: { [text]: text, bucketName: text },
      }),
    );
  });

  test.each<[string, string, string]>([
    ['lists', '[', ']'],
    ['objects', '{"items":', '}'],
    ['named lists', '{"bucketName":[', ']}'],
  ])('%s nested 10,000 deep, without an id', (_name, open, close) => {
    const nested: unknown = JSON.parse(`${open.repeat(10_000)}{}${close.repeat(10_000)}`);
    const everywhere: Fields = {
      eventID: undefined,
      requestParameters: nested,
      responseElements: nested,
      resources: nested,
    };
    expectEventOrReason(
      recordWith({ ...everywhere, userIdentity: { type: nested, sessionContext: nested } }),
    );
    expectEventOrReason(nested);
    expect(eventOf(recordWith(everywhere)).eventIdDerived).toBe(true);
  });

  test('a record of 200,000 fields, each a bucket, is an event with a bounded list of resources', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 200_000 }, (_, at) => [`k${at}`, { bucketName: `b${at}` }]),
    );
    expect(eventOf(recordWith({ requestParameters: wide })).resources).toHaveLength(MAX_RESOURCES);
  });
});

describe('canonical JSON', () => {
  test('parses back to the value, and is the same whatever the order of fields', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(withKeysReversed(value))).toBe(text);
      }),
    );
  });
});

/** The value with the n-th of its inner values (in depth-first order, modulo their number) replaced. */
function replaceNth(value: unknown, n: number, replacement: unknown): unknown {
  const copy: unknown = structuredClone(value);
  const places: [object, string][] = [];
  const visit = (inner: unknown): void => {
    if (typeof inner !== 'object' || inner === null) return;
    for (const key of Object.keys(inner)) {
      places.push([inner, key]);
      visit(Reflect.get(inner, key));
    }
  };
  visit(copy);
  const [holder, key] = places[n % places.length] ?? [{}, ''];
  Reflect.set(holder, key, replacement);
  return copy;
}

function withKeysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysReversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, withKeysReversed(inner)]),
  );
}
