import type { Delivery } from './delivery.ts';
import type { Estate } from './estate.ts';
import { Random } from './random.ts';
import { type Call, type Caller, recordJson } from './record.ts';
import { SECOND_MS } from './times.ts';

/** AWS records global services in this region; a trail of another region that includes them delivers them again. */
const GLOBAL_REGION = 'us-east-1';
const DELIVERED_AGAIN = 0.04;

export type StageOptions = {
  seed: number;
  estates: Estate[];
  startMs: number;
  endMs: number;
  events: number;
};

/**
 * Where events happen: it numbers them, keeps them inside the range and stops at the wanted count. Actors call
 * `event` and go on; what is over the count is dropped.
 */
export class Stage {
  readonly random: Random;
  readonly estates: Estate[];
  readonly startMs: number;
  readonly endMs: number;
  readonly #ids: Random;
  readonly #delivery: Delivery;
  #left: number;

  constructor(options: StageOptions, delivery: Delivery) {
    this.random = new Random(options.seed, 'stage');
    this.#ids = new Random(options.seed, 'event ids');
    this.estates = options.estates;
    this.startMs = options.startMs;
    this.endMs = options.endMs;
    this.#left = options.events;
    this.#delivery = delivery;
  }

  /** Events that may still happen. */
  get left(): number {
    return this.#left;
  }

  /** One call, recorded in its account; `sharedEventId` links it to the same call in another account. */
  event(
    estate: Estate,
    region: string,
    timeMs: number,
    caller: Caller,
    call: Call,
    sharedEventId?: string,
  ): void {
    if (this.#left <= 0) return;
    this.#left -= 1;
    const at = Math.max(this.startMs, Math.min(Math.floor(timeMs), this.endMs - SECOND_MS));
    const where = call.global ? GLOBAL_REGION : region;
    const accountId = estate.account.id;
    const requestId = this.#requestId(call.source);
    const eventId = this.#ids.uuid();
    const envelope = { timeMs: at, accountId, region: where, requestId, eventId, sharedEventId };
    const json = recordJson(caller, call, envelope);
    this.#delivery.add(accountId, where, at, json);
    if (call.global && this.random.chance(DELIVERED_AGAIN))
      this.#delivery.add(accountId, where, at, json, true);
  }

  /** The same call recorded in both accounts, under one shared id and two event ids. */
  twins(
    timeMs: number,
    call: Call,
    own: { estate: Estate; region: string; caller: Caller },
    other: { estate: Estate; region: string; caller: Caller },
  ): void {
    if (this.#left < 2) return;
    const shared = this.#ids.uuid();
    this.event(own.estate, own.region, timeMs, own.caller, call, shared);
    this.event(other.estate, other.region, timeMs, other.caller, call, shared);
  }

  estate(accountId: string): Estate {
    const found = this.estates.find((estate) => estate.account.id === accountId);
    if (!found) throw new RangeError(`no account ${accountId} in the sample organisation`);
    return found;
  }

  #requestId(source: string): string {
    return source === 's3' ? this.#ids.base32(16) : this.#ids.uuid();
  }
}
