import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import { CATEGORIES, IDENTITY_TYPES, type NormalisedEvent, OUTCOMES } from '#lib/cloudtrail/event.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { DimensionValues } from '#lib/events/dimension-values.ts';
import { EVENT_KEY, eventKey, KEY_COLUMNS, keyRow } from '#lib/events/key-rows.ts';

const place = { object_id: z.string(), ordinal: z.number() };
const storedRow = keyRow.extend(place);
const placedRow = eventKey.extend(place);
/** An event as it is stored, with the place of its record. */
export type StoredRow = z.infer<typeof storedRow>;
export const storedRows = z.array(storedRow);
export const STORED_COLUMNS = sql`${KEY_COLUMNS}, e.object_id, e.ordinal`;
/** Which event, and the place of its record: what is read of an event where only its record says more. */
export type PlacedRow = z.infer<typeof placedRow>;
export const placedRows = z.array(placedRow);
export const PLACED_COLUMNS = sql`${EVENT_KEY}, e.object_id, e.ordinal`;

const action = z.object({
  service: z.string(),
  event_name: z.string(),
  read_only: z.boolean(),
  category: z.enum(CATEGORIES),
});
const principal = z.object({
  identity_type: z.enum(IDENTITY_TYPES),
  label: z.string(),
  arn: z.string(),
  mfa: z.boolean().nullable(),
});
const session = z.object({ name: z.string(), arn: z.string() });
const error = z.object({ code: z.string(), outcome: z.enum(OUTCOMES) });
const valued = z.object({ value: z.string() });
const named = z.object({ name: z.string() });

type Principal = z.infer<typeof principal>;
type Session = z.infer<typeof session>;

/**
 * Makes events of stored rows again, with all that `@` fields read of them. What only the record says, such as the user agent, is left
 * empty. Each row of a dimension is read once.
 */
export class StoredEvents {
  readonly #actions = new DimensionValues(sql`action`, (row) => action.parse(row));
  readonly #principals = new DimensionValues(sql`principal`, (row) => principal.parse(row));
  readonly #sessions = new DimensionValues(sql`session`, (row) => session.parse(row));
  readonly #accessKeys = new DimensionValues(sql`access_key`, (row) => valued.parse(row).value);
  readonly #addresses = new DimensionValues(sql`address`, (row) => valued.parse(row).value);
  readonly #regions = new DimensionValues(sql`region`, (row) => named.parse(row).name);
  readonly #errors = new DimensionValues(sql`error`, (row) => error.parse(row));
  readonly #resources = new DimensionValues(sql`resource`, (row) => valued.parse(row).value);

  /** The events of these rows, in their order. */
  async read(db: Queryable, rows: readonly StoredRow[]): Promise<NormalisedEvent[]> {
    const load = <Value>(values: DimensionValues<Value>, idOf: (row: StoredRow) => number) =>
      values.load(db, rows.map(idOf).filter(Boolean));
    await this.#actions.load(
      db,
      rows.map((row) => row.action_id),
    );
    await this.#errors.load(
      db,
      rows.map((row) => row.error_id),
    );
    await load(this.#principals, (row) => row.principal_id);
    await load(this.#sessions, (row) => row.session_id);
    await load(this.#accessKeys, (row) => row.access_key_id);
    await load(this.#addresses, (row) => row.address_id);
    await load(this.#regions, (row) => row.region_id);
    await this.#resources.load(
      db,
      rows.flatMap((row) => row.resource_ids ?? []),
    );
    return rows.map((row) => this.#eventOf(row));
  }

  #eventOf(row: StoredRow): NormalisedEvent {
    const {
      service,
      event_name: eventName,
      read_only: readOnly,
      category,
    } = this.#actions.get(row.action_id);
    const { code: errorCode, outcome } = this.#errors.get(row.error_id);
    return {
      accountId: formatAccountId(row.account_id),
      accountSource: 'recipientAccountId',
      eventTimeMs: row.event_ms,
      eventId: row.event_id,
      eventIdDerived: false,
      category,
      eventType: '',
      region: row.region_id === 0 ? '' : this.#regions.get(row.region_id),
      service,
      eventName,
      readOnly,
      readOnlyDerived: false,
      actor: this.#actorOf(row),
      sourceIp: row.address_id === 0 ? '' : this.#addresses.get(row.address_id),
      userAgent: '',
      errorCode,
      errorMessage: row.error_message ?? '',
      outcome,
      resources: row.resource_ids?.map((id) => this.#resources.get(id)) ?? [],
      sharedEventId: '',
      cleaned: false,
    };
  }

  #actorOf(row: StoredRow): NormalisedEvent['actor'] {
    const known: Principal = this.#principals.get(row.principal_id);
    const inSession: Session | null = row.session_id === 0 ? null : this.#sessions.get(row.session_id);
    return {
      identityType: known.identity_type,
      label: known.label,
      labelSource: 'fallback',
      arn: inSession?.arn || known.arn,
      principalArn: known.arn,
      sessionName: inSession?.name ?? '',
      accessKeyId: row.access_key_id === 0 ? '' : this.#accessKeys.get(row.access_key_id),
      mfa: known.mfa,
    };
  }
}
