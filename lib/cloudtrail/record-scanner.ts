import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from './json-bytes.ts';
import { isBlankText } from './object-bytes.ts';
import { ObjectUnreadableError } from './object-unreadable.ts';
import { keyIsRecords, parseJson, recordsOf } from './records-json.ts';

/** The bytes of one element of `Records`, white space around it included; null where it is too large to be kept. */
export type ScannedRecord = { ordinal: number; bytes: Uint8Array | null };

export const MAX_RECORD_BYTES = 16 * 1024 * 1024;
const MAX_OUTSIDE_BYTES = 16 * 1024 * 1024;
/** Every letter of `Records` escaped is 42 characters. */
const LONGEST_KEY = 64;

/**
 * Finds the elements of the top-level `Records` list in JSON that arrives in pieces, so that each can be parsed alone
 * and the object never stands in memory as a whole. What lies outside the elements is kept and parsed at the end: the
 * object is well-formed exactly if that is and the elements are. UTF-8 needs no care, since its many-byte characters
 * hold none of the bytes looked for.
 */
export class RecordScanner {
  private readonly wants: (ordinal: number) => boolean;
  private inRecords = false;
  private seenRecords = false;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private ordinal = 0;
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;
  private outside: string[] = [];
  private outsideBytes = 0;
  private text = '';
  private key = '';

  constructor(wants: (ordinal: number) => boolean = () => true) {
    this.wants = wants;
  }

  /** The wanted elements that end in this piece. Throws ObjectUnreadableError. */
  push(piece: Uint8Array): ScannedRecord[] {
    const done: ScannedRecord[] = [];
    let at = 0;
    while (at < piece.length)
      at = this.inRecords ? this.scanRecords(piece, at, done) : this.scanOutside(piece, at);
    return done;
  }

  /** To be called after the last piece: throws ObjectUnreadableError unless the whole was an object with `Records`. */
  end(): void {
    if (this.inRecords) throw new ObjectUnreadableError('it is not JSON: it ends inside Records');
    recordsOf(
      parseJson(
        Buffer.from(this.outside.join(''), 'latin1')
          .toString()
          .replace(/^\uFEFF/, ''),
      ),
    );
  }

  /** Up to the `[` of Records, or all of the piece. Returns where to go on. */
  private scanOutside(piece: Uint8Array, from: number): number {
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at] ?? 0;
      if (this.inString) this.insideString(byte);
      else if (byte === QUOTE) {
        this.inString = true;
        this.text = '';
      } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        this.depth++;
        if (byte === OPEN_LIST && this.depth === 2 && keyIsRecords(this.key)) {
          this.enterRecords(piece.subarray(from, at + 1));
          return at + 1;
        }
      } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.depth--;
      else if (this.depth === 1 && byte === COLON) this.key = this.text;
      else if (this.depth === 1 && byte === COMMA) this.key = '';
    }
    this.keepOutside(piece.subarray(from));
    return piece.length;
  }

  private insideString(byte: number): void {
    const ends = byte === QUOTE && !this.escaped;
    this.escaped = byte === BACKSLASH && !this.escaped;
    if (ends) this.inString = false;
    else if (this.depth === 1 && this.text.length < LONGEST_KEY) this.text += String.fromCharCode(byte);
  }

  /** Two lists of that name would make "record 3" mean two things. */
  private enterRecords(outside: Uint8Array): void {
    if (this.seenRecords) throw new ObjectUnreadableError('it has two lists named Records');
    this.keepOutside(outside);
    this.seenRecords = true;
    this.inRecords = true;
    this.depth = 0;
  }

  /** Elements up to the `]` of Records, or all of the piece. The loop that every byte of a large object goes through. */
  private scanRecords(piece: Uint8Array, from: number, done: ScannedRecord[]): number {
    let { depth, inString, escaped } = this;
    let start = from;
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at];
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
      else if (byte === COMMA && depth === 0) {
        this.finish(piece.subarray(start, at), done);
        start = at + 1;
      } else if (byte === CLOSE_LIST && depth === 0) {
        this.finishLast(piece.subarray(start, at), done);
        return at;
      } else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && depth > 0) depth--;
    }
    this.keep(piece.subarray(start));
    this.depth = depth;
    this.inString = inString;
    this.escaped = escaped;
    return piece.length;
  }

  private finish(rest: Uint8Array, done: ScannedRecord[]): void {
    this.keep(rest);
    if (this.wants(this.ordinal)) done.push({ ordinal: this.ordinal, bytes: this.takePending() });
    this.pending = [];
    this.pendingBytes = 0;
    this.ordinal++;
  }

  /** `[]` holds no element, `[1,]` a second one that is not JSON. */
  private finishLast(rest: Uint8Array, done: ScannedRecord[]): void {
    const isBlank = this.ordinal === 0 && [...this.pending, rest].every((bytes) => isBlankText(bytes));
    if (!isBlank) this.finish(rest, done);
    this.inRecords = false;
    this.depth = 2;
    this.inString = false;
    this.escaped = false;
  }

  private keep(bytes: Uint8Array): void {
    this.pendingBytes += bytes.length;
    if (this.pendingBytes > MAX_RECORD_BYTES) this.pending = [];
    else if (this.wants(this.ordinal)) this.pending.push(bytes);
  }

  private takePending(): Uint8Array | null {
    if (this.pendingBytes > MAX_RECORD_BYTES) return null;
    return this.pending.length === 1 ? (this.pending[0] ?? null) : Buffer.concat(this.pending);
  }

  private keepOutside(bytes: Uint8Array): void {
    this.outsideBytes += bytes.length;
    if (this.outsideBytes > MAX_OUTSIDE_BYTES)
      throw new ObjectUnreadableError('more than 16 MiB of it is outside of Records');
    this.outside.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'));
  }
}
