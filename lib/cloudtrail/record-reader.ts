import { ByteSource } from './byte-source.ts';
import { plainStringEnd, valueEnd } from './json-span.ts';
import { KeyTable, NO_KEY } from './key-table.ts';
import { RECORD_FIELDS, type RecordField, type RecordFields } from './record-fields.ts';
import { ValueMemo } from './value-memo.ts';

const START = Buffer.from('{"Records":[');
const END = Buffer.from(']}');
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** `requestID` is no field that is asked for, but stands in nearly all records, and is new in each. */
const NAMES = [...RECORD_FIELDS, 'requestID'];
const AT = Object.fromEntries(NAMES.map((name, place) => [name, place])) as Record<RecordField, number>;
/** Fields of kinds of records that are rare, and taken whole. */
const RARE = [AT.insightDetails, AT.eventId, AT.accountId, AT.timeWindow, AT.summary];

/**
 * How a field's value is read, by its place; behind the names comes the place of fields that nobody asked for. `repeats`:
 * often the same as in a record before.
 */
const WAYS = { repeats: 0, repeatsAndIsLong: 1, varies: 2, isSkipped: 3 } as const;
const WAY_OF = Uint8Array.from([...NAMES, ''], (name) => {
  switch (name) {
    case 'userIdentity':
      return WAYS.repeatsAndIsLong;
    case 'eventTime':
    case 'eventID':
    case 'sharedEventID':
    case 'additionalEventData':
      return WAYS.varies;
    case 'requestID':
      return WAYS.isSkipped;
    default:
      return WAYS.repeats;
  }
});

/**
 * Reads the records of log objects as CloudTrail writes them: compact JSON, `{"Records":[…]}` and nothing else. Gives of
 * each what `normalise` looks at, and parses only what no record before had. Of records of rare kinds or forms, and of those
 * without an id (one is then made from all they hold), it gives everything. To be kept between objects, for what it remembers.
 */
export class RecordReader {
  readonly #memo = new ValueMemo();
  readonly #keys = new KeyTable(NAMES);
  /** Of the record that is being read, by place. */
  readonly #values: unknown[] = [...NAMES, ''].map(() => undefined);
  #source = new ByteSource(new Uint8Array());

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

  #readAll(): unknown[] | null {
    const { bytes } = this.#source;
    const records: unknown[] = [];
    for (let start = START.length; ; ) {
      let end = this.#readFields(start);
      if (end !== -1 && this.#isOrdinary()) records.push(this.#ordinary());
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
    this.#values.fill(undefined);
    let key = NO_KEY;
    for (let at = start; ; ) {
      key = this.#keys.keyAt(this.#source, at + 1, key);
      if (key === NO_KEY) return -1;
      at = this.#readValue(at + 1 + this.#keys.lengthOf(key), this.#keys.placeOf(key));
      if (at === -1) return -1;
      if (bytes[at] === CLOSE_OBJECT) return at + 1;
      if (bytes[at] !== COMMA) return -1;
    }
  }

  /** Reads the value that begins at `at`. Returns its end, or -1 where there is none. Throws SyntaxError. */
  #readValue(at: number, place: number): number {
    const source = this.#source;
    const way = WAY_OF[place];
    if (way === WAYS.repeatsAndIsLong) {
      const slot = this.#memo.recall(source, at);
      if (slot !== -1) {
        this.#values[place] = this.#memo.valueOf(slot);
        return at + this.#memo.lengthOf(slot);
      }
    } else if (way !== WAYS.repeats) {
      const end = plainStringEnd(source.bytes, at);
      if (end !== -1) {
        if (way === WAYS.varies) this.#values[place] = source.bytes.toString('latin1', at + 1, end - 1);
        return end;
      }
    }
    const end = valueEnd(source.bytes, at);
    if (end === -1) return -1;
    const repeats = way === WAYS.repeats || way === WAYS.repeatsAndIsLong;
    this.#values[place] = repeats ? this.#memo.parse(source, at, end) : source.parse(at, end);
    return end;
  }

  #isOrdinary(): boolean {
    const values = this.#values;
    const id = values[AT.eventID];
    return typeof id === 'string' && id !== '' && RARE.every((place) => values[place] === undefined);
  }

  #ordinary(): RecordFields {
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
