import { ByteSource } from './byte-source.ts';
import { DerivedMemo } from './derived-memo.ts';
import { CLOSE_OBJECT, COMMA, OPEN_OBJECT } from './json-bytes.ts';
import { plainStringEnd, valueEnd } from './json-span.ts';
import { KeyTable, MOST_KEYS, NO_KEY } from './key-table.ts';
import { RecentValues } from './recent-values.ts';
import { RECORD_FIELDS, type RecordField, type RecordFields } from './record-fields.ts';
import { NO_SLOT, ValueMemo } from './value-memo.ts';

const START = Buffer.from('{"Records":[');
const END = Buffer.from(']}');

/** `requestID` is seldom asked for, but stands in nearly all records, and is new in each. */
const NAMES: readonly string[] = [...RECORD_FIELDS, 'requestID'];
const REQUEST_ID = RECORD_FIELDS.length;
const AT = Object.fromEntries(NAMES.map((name, place) => [name, place])) as Record<RecordField, number>;
/** Fields of kinds of records that are rare, and taken whole. */
const RARE = [AT.insightDetails, AT.eventId, AT.accountId, AT.timeWindow, AT.summary];

/** New in each record, or nearly so: not worth remembering. */
const VARYING = ['eventTime', 'eventID', 'sharedEventID', 'additionalEventData', 'requestID'];

export type ReaderNeeds = {
  /** Fields of the records to be given beside those that `normalise` looks at. */
  alsoRead?: readonly string[];
  /** The whole text of a record can be asked for later. */
  texts?: boolean;
};

/**
 * Reads the records of log objects as CloudTrail writes them: compact JSON, `{"Records":[…]}` and nothing else. Gives of
 * each what `normalise` looks at, and parses only what no record before had. Of records of rare kinds or forms, and of those
 * without an id (one is then made from all they hold), it gives everything. To be kept between objects, for what it remembers.
 */
export class RecordReader {
  /** For whoever makes something of the values, and would make the same again. */
  readonly derived = new DerivedMemo();
  readonly #memo = new ValueMemo();
  readonly #keys: KeyTable;
  readonly #recent = new RecentValues(this.#memo, MOST_KEYS);
  /** Fields beside those of `normalise`, with their places. */
  readonly #also: readonly (readonly [string, number])[];
  readonly #givesRequestId: boolean;
  /** By place; behind the names, that of fields nobody asked for. */
  readonly #varies: Uint8Array;
  /** Of the record that is being read, by place. */
  readonly #values: unknown[];
  readonly #texts: WeakMap<object, Uint8Array> | null;
  #source = new ByteSource(new Uint8Array());

  constructor({ alsoRead = [], texts = false }: ReaderNeeds = {}) {
    const names = [...new Set([...NAMES, ...alsoRead])];
    this.#keys = new KeyTable(names);
    this.#also = alsoRead.map((name) => [name, names.indexOf(name)] as const);
    this.#givesRequestId = alsoRead.includes('requestID');
    this.#varies = Uint8Array.from([...names, ''], (name) => (VARYING.includes(name) ? 1 : 0));
    this.#values = [...names, ''].map(() => undefined);
    this.#texts = texts ? new WeakMap() : null;
  }

  /** Whether it gives no more and no less than this. */
  meets({ alsoRead = [], texts = false }: ReaderNeeds): boolean {
    return (
      texts === (this.#texts !== null) &&
      alsoRead.length === this.#also.length &&
      this.#also.every(([name]) => alsoRead.includes(name))
    );
  }

  /** The text of a record that this reader gave, as it was delivered; only from one that was made for `texts`. */
  textOf(record: object): string {
    const bytes = this.#texts?.get(record);
    return bytes === undefined ? JSON.stringify(record) : Buffer.from(bytes).toString();
  }

  /**
   * All records, in order; nobody may change them. Null for anything but such an object, well-formed or not: then JSON.parse
   * is to judge.
   */
  read(bytes: Uint8Array): readonly unknown[] | null {
    this.#source = new ByteSource(bytes);
    try {
      return this.#source.has(START, 0) ? this.#readAll() : null;
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }

  /** One record from the bytes of an element of `Records`. Throws SyntaxError where they are not JSON. */
  readOne(bytes: Uint8Array): unknown {
    this.#source = new ByteSource(bytes);
    const end = this.#readFields(0);
    return end === bytes.length && this.#isOrdinary()
      ? this.#ordinary(0, end)
      : this.#source.parse(0, bytes.length);
  }

  #readAll(): unknown[] | null {
    const { bytes } = this.#source;
    const records: unknown[] = [];
    for (let start = START.length; ; ) {
      let end = this.#readFields(start);
      if (end !== -1 && this.#isOrdinary()) records.push(this.#ordinary(start, end));
      else {
        end = valueEnd(bytes, start);
        if (end === -1) return null;
        records.push(this.#source.parse(start, end));
      }
      if (bytes[end] !== COMMA)
        return end + END.length === bytes.length && this.#source.has(END, end) ? records : null;
      start = end + 1;
    }
  }

  /** Reads the fields of the record that begins at `start`. Returns its end, or -1 where it has another form. */
  #readFields(start: number): number {
    const { bytes } = this.#source;
    if (bytes[start] !== OPEN_OBJECT) return -1;
    const values = this.#values;
    // A loop, as `fill` is a call out of compiled code.
    for (let place = 0; place < values.length; place++) values[place] = undefined;
    let key = NO_KEY;
    for (let at = start; ; ) {
      key = this.#keys.keyAt(this.#source, at + 1, key);
      if (key === NO_KEY) return -1;
      at = this.#readValue(key, at + 1 + this.#keys.lengthOf(key));
      if (at === -1) return -1;
      if (bytes[at] === CLOSE_OBJECT) return at + 1;
      if (bytes[at] !== COMMA) return -1;
    }
  }

  /** Reads the key's value, which begins at `at`. Returns its end, or -1 where there is none. Throws SyntaxError. */
  #readValue(key: number, at: number): number {
    const { bytes } = this.#source;
    const place = this.#keys.placeOf(key);
    if (this.#varies[place] === 0) return this.#readRepeating(key, place, at);
    const end = plainStringEnd(bytes, at);
    if (end === -1) return this.#parseValue(place, at, valueEnd(bytes, at));
    if (place !== REQUEST_ID || this.#givesRequestId)
      this.#values[place] = bytes.toString('latin1', at + 1, end - 1);
    return end;
  }

  #readRepeating(key: number, place: number, at: number): number {
    const source = this.#source;
    const recent = this.#recent.slotAt(key, source, at);
    if (recent !== NO_SLOT) {
      this.#values[place] = this.#memo.valueOf(recent);
      return at + this.#memo.lengthOf(recent);
    }
    const end = valueEnd(source.bytes, at);
    const slot = end === -1 ? NO_SLOT : this.#memo.slotOf(source, at, end);
    if (slot === NO_SLOT) return this.#parseValue(place, at, end);
    this.#recent.add(key, slot);
    this.#values[place] = this.#memo.valueOf(slot);
    return end;
  }

  #parseValue(place: number, at: number, end: number): number {
    if (end !== -1) this.#values[place] = this.#source.parse(at, end);
    return end;
  }

  #isOrdinary(): boolean {
    const values = this.#values;
    const id = values[AT.eventID];
    if (typeof id !== 'string' || id === '') return false;
    for (const place of RARE) if (values[place] !== undefined) return false;
    return true;
  }

  #ordinary(start: number, end: number): RecordFields {
    const record = this.#fields();
    for (const [name, place] of this.#also) {
      const value = this.#values[place];
      if (value !== undefined) Reflect.set(record, name, value);
    }
    this.#texts?.set(record, this.#source.bytes.subarray(start, end));
    return record;
  }

  #fields(): RecordFields {
    const values = this.#values;
    return {
      eventVersion: values[AT.eventVersion],
      userIdentity: values[AT.userIdentity],
      eventTime: values[AT.eventTime],
      eventSource: values[AT.eventSource],
      eventName: values[AT.eventName],
      awsRegion: values[AT.awsRegion],
      sourceIPAddress: values[AT.sourceIPAddress],
      userAgent: values[AT.userAgent],
      errorCode: values[AT.errorCode],
      errorMessage: values[AT.errorMessage],
      requestParameters: values[AT.requestParameters],
      responseElements: values[AT.responseElements],
      additionalEventData: values[AT.additionalEventData],
      serviceEventDetails: values[AT.serviceEventDetails],
      eventID: values[AT.eventID],
      sharedEventID: values[AT.sharedEventID],
      readOnly: values[AT.readOnly],
      resources: values[AT.resources],
      eventType: values[AT.eventType],
      managementEvent: values[AT.managementEvent],
      recipientAccountId: values[AT.recipientAccountId],
      eventCategory: values[AT.eventCategory],
    };
  }
}
