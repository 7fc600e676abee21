import type { Actor, NormalisedEvent } from '#lib/cloudtrail/event.ts';
import type { Pool } from '#lib/db/pool.ts';
import { type DimensionEntry, type DimensionTable, insertEntries, NONE, newEntry } from './dimension-rows.ts';

/** Entries kept before the cache starts afresh: about 250 bytes each. */
const MAX_ENTRIES = 400_000;

type EntryMap = Map<string, DimensionEntry>;
type AccountMaps = { principal: EntryMap; address: EntryMap; resource: EntryMap };
/** What an actor refers to, in the account whose event it was seen in last. */
type ActorEntries = {
  accountId: string;
  principal: DimensionEntry;
  session: DimensionEntry;
  accessKey: DimensionEntry;
};

/**
 * Ids of the strings that repeat. `refer` hands out entries at once, known or new; `resolve` then inserts the new ones in
 * short statements of their own, outside of the batch's transaction. If that fails the cache is dropped, so that it never
 * holds an id that is not committed.
 */
export class Dimensions {
  readonly #pool: Pool;
  readonly #region: EntryMap = new Map();
  /** By event name: few have more than one. */
  readonly #action = new Map<string, DimensionEntry[]>();
  readonly #error: EntryMap = new Map();
  readonly #userAgent: EntryMap = new Map();
  readonly #accounts = new Map<string, AccountMaps>();
  /** The reader gives the same actor again as the same object. */
  #actors = new WeakMap<Actor, ActorEntries>();
  #entries = 0;
  #missing: DimensionEntry[] = [];
  #turn: Promise<void> = Promise.resolve();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * Puts the entries that the event refers to into `into` from `at` on (in the order of REFERENCES) and those of its resources
   * at the end of `resources`; their ids are there once `resolve` has returned.
   */
  refer(event: NormalisedEvent, into: DimensionEntry[], at: number, resources: DimensionEntry[]): void {
    const maps = this.#account(event.accountId);
    const { principal, session, accessKey } = this.#actorOf(maps, event);
    into[at] = this.#actionOf(event);
    into[at + 1] = principal;
    into[at + 2] = session;
    into[at + 3] = accessKey;
    into[at + 4] =
      maps.address.get(event.sourceIp) ??
      this.#add(maps.address, event.sourceIp, 'address', event.accountId, [event.sourceIp]);
    into[at + 5] = this.#userAgentOf(event.userAgent);
    into[at + 6] =
      this.#region.get(event.region) ?? this.#add(this.#region, event.region, 'region', '', [event.region]);
    into[at + 7] = this.#errorOf(event);
    for (const value of event.resources)
      resources.push(
        maps.resource.get(value) ?? this.#add(maps.resource, value, 'resource', event.accountId, [value]),
      );
  }

  /** Gives every entry handed out so far its id. One at a time: two batches may wait for the same new entry. */
  resolve(): Promise<void> {
    const mine = this.#turn.then(() => this.#insertMissing());
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  clear(): void {
    for (const map of [this.#region, this.#action, this.#error, this.#userAgent, this.#accounts]) map.clear();
    this.#actors = new WeakMap();
    this.#entries = 0;
  }

  async #insertMissing(): Promise<void> {
    const missing = this.#missing;
    this.#missing = [];
    try {
      await insertEntries(this.#pool, missing);
    } catch (error) {
      this.clear();
      throw error;
    }
    if (this.#entries > MAX_ENTRIES) this.clear();
  }

  #add(
    map: EntryMap,
    key: string,
    table: DimensionTable,
    accountId: string,
    values: DimensionEntry['values'],
    dependsOn: DimensionEntry | null = null,
  ): DimensionEntry {
    const entry = this.#new(table, accountId, values, dependsOn);
    map.set(key, entry);
    return entry;
  }

  #new(
    table: DimensionTable,
    accountId: string,
    values: DimensionEntry['values'],
    dependsOn: DimensionEntry | null,
  ): DimensionEntry {
    const entry = newEntry(table, accountId, values, dependsOn);
    this.#missing.push(entry);
    this.#entries += 1;
    return entry;
  }

  #account(accountId: string): AccountMaps {
    let maps = this.#accounts.get(accountId);
    if (!maps) {
      maps = { principal: new Map(), address: new Map(), resource: new Map() };
      this.#accounts.set(accountId, maps);
    }
    return maps;
  }

  #actionOf({ service, eventName, readOnly, category }: NormalisedEvent): DimensionEntry {
    const named = this.#action.get(eventName) ?? [];
    for (const entry of named) {
      const { values } = entry;
      if (values[0] === service && values[2] === readOnly && values[3] === category) return entry;
    }
    const entry = this.#new('action', '', [service, eventName, readOnly, category], null);
    this.#action.set(eventName, [...named, entry]);
    return entry;
  }

  #errorOf({ errorCode, outcome }: NormalisedEvent): DimensionEntry {
    if (outcome === 'success' && errorCode === '') return NONE;
    const key = `${errorCode}\0${outcome}`;
    return this.#error.get(key) ?? this.#add(this.#error, key, 'error', '', [errorCode, outcome]);
  }

  #userAgentOf(userAgent: string): DimensionEntry {
    if (userAgent === '') return NONE;
    return (
      this.#userAgent.get(userAgent) ?? this.#add(this.#userAgent, userAgent, 'user_agent', '', [userAgent])
    );
  }

  #actorOf(maps: AccountMaps, event: NormalisedEvent): ActorEntries {
    const known = this.#actors.get(event.actor);
    if (known?.accountId === event.accountId) return known;
    const principal = this.#principal(maps, event);
    const entries = {
      accountId: event.accountId,
      principal,
      session: this.#sessionOf(event, principal),
      accessKey: this.#accessKeyOf(event, principal),
    };
    this.#actors.set(event.actor, entries);
    return entries;
  }

  #principal(maps: AccountMaps, { accountId, actor }: NormalisedEvent): DimensionEntry {
    const { identityType, label, labelSource, principalArn, mfa } = actor;
    const key = `${label}\0${principalArn}\0${identityType}${mfa}`;
    return (
      maps.principal.get(key) ??
      this.#add(maps.principal, key, 'principal', accountId, [
        identityType,
        label,
        labelSource,
        principalArn,
        mfa,
      ])
    );
  }

  // Sessions and access keys belong to a principal, and are kept with it.
  #sessionOf({ accountId, actor }: NormalisedEvent, principal: DimensionEntry): DimensionEntry {
    const { sessionName, arn, principalArn } = actor;
    if (sessionName === '' && (arn === '' || arn === principalArn)) return NONE;
    const key = arn === '' ? sessionName : arn;
    const { sessions } = principal;
    return sessions.get(key) ?? this.#add(sessions, key, 'session', accountId, [sessionName, arn], principal);
  }

  #accessKeyOf({ accountId, actor }: NormalisedEvent, principal: DimensionEntry): DimensionEntry {
    const key = actor.accessKeyId;
    if (key === '') return NONE;
    const { accessKeys } = principal;
    return accessKeys.get(key) ?? this.#add(accessKeys, key, 'access_key', accountId, [key], principal);
  }
}
