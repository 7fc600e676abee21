import { CATEGORIES, type NormalisedEvent } from '#lib/cloudtrail/event.ts';
import type { DimensionEntry } from './dimension-rows.ts';
import type { Dimensions } from './dimensions.ts';
import { sortIndexes } from './sort-indexes.ts';
import { weekStart } from './weeks.ts';

/** Dimension rows that every event refers to, in the order of their columns in `event`. */
export const REFERENCES = [
  'action',
  'principal',
  'session',
  'accessKey',
  'address',
  'userAgent',
  'region',
  'error',
] as const;
export const REFERENCE = Object.fromEntries(REFERENCES.map((name, at) => [name, at])) as Record<
  (typeof REFERENCES)[number],
  number
>;
const WIDTH = REFERENCES.length;

/** Bits of `event.flags`. */
const FLAGS = { accountFromKey: 1, accountFromIdentity: 2, eventIdDerived: 4, cleaned: 8 } as const;

/**
 * Events that wait to be written, by row index. Numbers in typed arrays and references to dimension rows, no object for each
 * event: a batch of objects would outlive the young generation, and collecting it cost as much as reading the records.
 */
export class EventColumns {
  length = 0;
  /** 12 digits each, in order of appearance. */
  readonly accountIds: string[] = [];
  accounts = new Uint16Array(START);
  times = new Float64Array(START);
  /** Four words for each event. */
  eventIds = new Uint32Array(START * 4);
  /** Which object of the batch: an index of the caller's. */
  slots = new Uint32Array(START);
  ordinals = new Int32Array(START);
  flags = new Uint8Array(START);
  categories = new Uint8Array(START);
  failed = new Uint8Array(START);
  readonly #references: DimensionEntry[] = [];
  readonly #resources: DimensionEntry[] = [];
  /** Where an event's resources end in `#resources`; they begin where those of the row before end. */
  #resourceEnds = new Uint32Array(START);
  readonly #messages = new Map<number, string>();
  readonly #sharedIds = new Map<number, string>();
  /** One more than the note; 0 where there is none. */
  #notes = new Int32Array(START);
  #areNotes = false;
  readonly #accountIndexes = new Map<string, number>();

  append(event: NormalisedEvent, dimensions: Dimensions, slot: number, ordinal: number): void {
    if (this.length === this.times.length) this.#grow();
    const row = this.length++;
    this.accounts[row] = this.#accountIndex(event.accountId);
    this.times[row] = event.eventTimeMs;
    putUuid(this.eventIds, row * 4, event.eventId);
    this.slots[row] = slot;
    this.ordinals[row] = ordinal;
    this.flags[row] = flagsOf(event);
    this.categories[row] = CATEGORIES.indexOf(event.category);
    this.failed[row] = event.outcome === 'success' ? 0 : 1;
    dimensions.refer(event, this.#references, row * WIDTH, this.#resources);
    this.#resourceEnds[row] = this.#resources.length;
    if (event.errorMessage !== '') this.#messages.set(row, event.errorMessage);
    if (event.sharedEventId !== '') this.#sharedIds.set(row, event.sharedEventId);
  }

  reference(row: number, which: number): DimensionEntry {
    return this.#references[row * WIDTH + which] as DimensionEntry;
  }

  resourcesFrom(row: number): number {
    return row === 0 ? 0 : (this.#resourceEnds[row - 1] as number);
  }

  resourcesTo(row: number): number {
    return this.#resourceEnds[row] as number;
  }

  resource(at: number): DimensionEntry {
    return this.#resources[at] as DimensionEntry;
  }

  errorMessage(row: number): string | undefined {
    return this.#messages.get(row);
  }

  sharedEventId(row: number): string | undefined {
    return this.#sharedIds.get(row);
  }

  /** Keeps a number of the caller's beside the newest event. */
  note(note: number): void {
    this.#notes[this.length - 1] = note + 1;
    this.#areNotes = true;
  }

  /** What was noted of these events. */
  notesOf(rows: Uint32Array): number[] {
    const notes: number[] = [];
    if (!this.#areNotes) return notes;
    for (const row of rows) {
      const note = this.#notes[row] as number;
      if (note !== 0) notes.push(note - 1);
    }
    return notes;
  }

  /** Takes the newest rows back. */
  truncate(length: number): void {
    for (let row = length; row < this.length; row++) {
      this.#messages.delete(row);
      this.#sharedIds.delete(row);
      this.#notes[row] = 0;
    }
    this.length = length;
    this.#references.length = length * WIDTH;
    this.#resources.length = this.resourcesFrom(length);
  }

  /** Leaves the first `count` rows here and returns the others as columns of their own. */
  splitAt(count: number): EventColumns {
    const rest = new EventColumns();
    for (let row = count; row < this.length; row++) rest.#copyRow(this, row);
    this.truncate(count);
    return rest;
  }

  /** Starts of the weeks that the events fall in. */
  weeks(): Set<number> {
    const weeks = new Set<number>();
    for (let row = 0; row < this.length; row++) weeks.add(weekStart(this.times[row] as number));
    return weeks;
  }

  countByAccount(rows: Uint32Array): { accountId: string; events: number; newestMs: number }[] {
    const sums = this.accountIds.map((accountId) => ({ accountId, events: 0, newestMs: -Infinity }));
    for (const row of rows) {
      const sum = sums[this.accounts[row] as number];
      if (!sum) continue;
      sum.events += 1;
      sum.newestMs = Math.max(sum.newestMs, this.times[row] as number);
    }
    return sums.filter(({ events }) => events > 0);
  }

  /** Row indexes in the order of the primary key: neighbours on disk, duplicates side by side, no two workers waiting in a circle. */
  sorted(): Uint32Array {
    const { times, accounts, slots, ordinals } = this;
    const ranks = this.accountRanks();
    return sortIndexes(
      this.length,
      (a, b) =>
        (ranks[accounts[a] as number] as number) - (ranks[accounts[b] as number] as number) ||
        (times[a] as number) - (times[b] as number) ||
        this.#compareIds(a, b) ||
        (slots[a] as number) - (slots[b] as number) ||
        (ordinals[a] as number) - (ordinals[b] as number),
    );
  }

  /** Whether both are the same event, delivered twice. */
  isSame(a: number, b: number): boolean {
    return (
      this.times[a] === this.times[b] && this.accounts[a] === this.accounts[b] && this.#compareIds(a, b) === 0
    );
  }

  /** By account index, its place among the account ids in their order. */
  accountRanks(): Uint16Array {
    const ranks = new Uint16Array(this.accountIds.length);
    [...this.accountIds].sort().forEach((id, rank) => {
      ranks[this.#accountIndexes.get(id) as number] = rank;
    });
    return ranks;
  }

  #compareIds(a: number, b: number): number {
    const ids = this.eventIds;
    for (let word = 0; word < 4; word++) {
      const difference = (ids[a * 4 + word] as number) - (ids[b * 4 + word] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #copyRow(from: EventColumns, row: number): void {
    if (this.length === this.times.length) this.#grow();
    const to = this.length++;
    this.accounts[to] = this.#accountIndex(from.accountIds[from.accounts[row] as number] as string);
    this.times[to] = from.times[row] as number;
    this.eventIds.set(from.eventIds.subarray(row * 4, row * 4 + 4), to * 4);
    this.slots[to] = from.slots[row] as number;
    this.ordinals[to] = from.ordinals[row] as number;
    this.flags[to] = from.flags[row] as number;
    this.categories[to] = from.categories[row] as number;
    this.failed[to] = from.failed[row] as number;
    for (let which = 0; which < WIDTH; which++) this.#references.push(from.reference(row, which));
    for (let at = from.resourcesFrom(row); at < from.resourcesTo(row); at++)
      this.#resources.push(from.resource(at));
    this.#resourceEnds[to] = this.#resources.length;
    const message = from.errorMessage(row);
    if (message !== undefined) this.#messages.set(to, message);
    const shared = from.sharedEventId(row);
    if (shared !== undefined) this.#sharedIds.set(to, shared);
    this.#notes[to] = from.#notes[row] as number;
    this.#areNotes ||= from.#areNotes;
  }

  #accountIndex(accountId: string): number {
    const known = this.#accountIndexes.get(accountId);
    if (known !== undefined) return known;
    const index = this.accountIds.push(accountId) - 1;
    this.#accountIndexes.set(accountId, index);
    return index;
  }

  #grow(): void {
    this.accounts = doubled(this.accounts, Uint16Array);
    this.times = doubled(this.times, Float64Array);
    this.eventIds = doubled(this.eventIds, Uint32Array);
    this.slots = doubled(this.slots, Uint32Array);
    this.ordinals = doubled(this.ordinals, Int32Array);
    this.flags = doubled(this.flags, Uint8Array);
    this.categories = doubled(this.categories, Uint8Array);
    this.failed = doubled(this.failed, Uint8Array);
    this.#resourceEnds = doubled(this.#resourceEnds, Uint32Array);
    this.#notes = doubled(this.#notes, Int32Array);
  }
}

const START = 4096;

type Column = { length: number; set(from: Column & ArrayLike<number>): void };

function doubled<T extends Column & ArrayLike<number>>(column: T, Type: new (length: number) => T): T {
  const larger = new Type(column.length * 2);
  larger.set(column);
  return larger;
}

function flagsOf(event: NormalisedEvent): number {
  return (
    (event.accountSource === 'object-key' ? FLAGS.accountFromKey : 0) |
    (event.accountSource === 'userIdentity' ? FLAGS.accountFromIdentity : 0) |
    (event.eventIdDerived ? FLAGS.eventIdDerived : 0) |
    (event.cleaned ? FLAGS.cleaned : 0)
  );
}

/** A UUID of 36 characters as four words. */
function putUuid(words: Uint32Array, at: number, text: string): void {
  let word = 0;
  let digits = 0;
  for (let i = 0; i < 36; i++) {
    const code = text.charCodeAt(i);
    if (code === 45) continue;
    word = (word << 4) | (code < 58 ? code - 48 : (code | 32) - 87);
    if ((++digits & 7) !== 0) continue;
    words[at++] = word;
    word = 0;
  }
}
