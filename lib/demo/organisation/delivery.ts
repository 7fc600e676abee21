import { gzipSync } from 'node:zlib';
import type { Random } from './random.ts';
import { isoSeconds, MINUTE_MS } from './times.ts';

/** CloudTrail collects about this many records of a quiet account and region before it writes an object. */
const MEAN_RECORDS = 26;
/** No record waits longer than this for others, however quiet its account and region are. */
const LONGEST_WAIT_MS = 30 * MINUTE_MS;
/** How long after the last event an object appears. */
const DELIVERY_MS = 4 * MINUTE_MS;

export type GeneratedObject = {
  key: string;
  /** gzip. */
  body: Uint8Array;
  /** Records inside, those that were delivered before included. */
  records: number;
  /** Records inside that no earlier object holds. */
  events: number;
};

type Pending = {
  accountId: string;
  region: string;
  texts: string[];
  events: number;
  target: number;
  oldestMs: number;
  newestMs: number;
};

export type Layout = {
  /** Everything before `AWSLogs/`, with its closing slash; may be ''. */
  prefix: string;
  organizationId: string;
  gzipLevel: number;
  endMs: number;
};

/** Collects records as CloudTrail does, one object for an account, a region and a few minutes. */
export class Delivery {
  readonly #random: Random;
  readonly #layout: Layout;
  readonly #pending = new Map<string, Pending>();
  #ready: Pending[] = [];

  constructor(random: Random, layout: Layout) {
    this.#random = random;
    this.#layout = layout;
  }

  /** `again` marks a record that another trail delivers a second time: it goes into an object of that trail. */
  add(accountId: string, region: string, timeMs: number, json: string, again = false): void {
    const name = `${accountId}/${region}/${again}`;
    let pending = this.#pending.get(name);
    if (!pending) {
      const target = this.#random.int(MEAN_RECORDS - 16, MEAN_RECORDS + 26);
      pending = { accountId, region, texts: [], events: 0, target, oldestMs: timeMs, newestMs: timeMs };
      this.#pending.set(name, pending);
    }
    pending.texts.push(json);
    if (!again) pending.events += 1;
    if (timeMs < pending.oldestMs) pending.oldestMs = timeMs;
    if (timeMs > pending.newestMs) pending.newestMs = timeMs;
    if (pending.texts.length < pending.target) return;
    this.#pending.delete(name);
    this.#ready.push(pending);
  }

  /** The objects that are due at `nowMs`; at the end of the range, with `Infinity`, all that is left. */
  *due(nowMs: number): Generator<GeneratedObject> {
    for (const [name, pending] of this.#pending) {
      if (nowMs - pending.oldestMs < LONGEST_WAIT_MS) continue;
      this.#pending.delete(name);
      this.#ready.push(pending);
    }
    const ready = this.#ready;
    this.#ready = [];
    for (const pending of ready) yield this.#write(pending);
  }

  #write(pending: Pending): GeneratedObject {
    const json = `{"Records":[${pending.texts.join(',')}]}`;
    const publishedMs = Math.min(pending.newestMs + DELIVERY_MS, this.#layout.endMs);
    return {
      key: this.#key(pending, publishedMs),
      body: gzipSync(json, { level: this.#layout.gzipLevel }),
      records: pending.texts.length,
      events: pending.events,
    };
  }

  #key(pending: Pending, publishedMs: number): string {
    const { prefix, organizationId } = this.#layout;
    const rounded = Math.ceil(publishedMs / (5 * MINUTE_MS)) * 5 * MINUTE_MS;
    const minute = isoSeconds(Math.min(rounded, this.#layout.endMs));
    const day = minute.slice(0, 10).replaceAll('-', '/');
    const stamp = `${minute.slice(0, 4)}${minute.slice(5, 7)}${minute.slice(8, 13)}${minute.slice(14, 16)}Z`;
    const organization = organizationId ? `${organizationId}/` : '';
    return `${prefix}AWSLogs/${organization}${pending.accountId}/CloudTrail/${pending.region}/${day}/${pending.accountId}_CloudTrail_${pending.region}_${stamp}_${this.#random.alphanumeric(16)}.json.gz`;
  }
}
