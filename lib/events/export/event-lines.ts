import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { DimensionValues } from '../dimension-values.ts';
import { isoTime } from '../event-row.ts';
import type { KeyRow } from '../key-rows.ts';
import type { EventRow } from '../schema.ts';
import { type EventPart, eventParts } from './event-parts.ts';
import type { RowWriter } from './export-format.ts';

/** The columns of an export in their order: the fields of an event as the API gives them. */
export const EXPORT_COLUMNS: readonly (keyof EventRow)[] = [
  'eventTime',
  'accountId',
  'eventId',
  'region',
  'service',
  'eventName',
  'readOnly',
  'category',
  'user',
  'userType',
  'mfa',
  'sessionName',
  'userArn',
  'accessKeyId',
  'sourceIp',
  'userAgent',
  'errorCode',
  'outcome',
  'errorMessage',
  'resources',
];

const resourceRow = z.object({ value: z.string() });

/** Turns stored events into lines of a file, page by page. Each text of a dimension is read and written out once. */
export class EventLines {
  readonly #writer: RowWriter;
  readonly #parts: EventPart[];
  readonly #resources = new DimensionValues(sql`resource`, (row) => resourceRow.parse(row).value);
  readonly #noMessage: string;
  readonly #noResources: string;

  constructor(writer: RowWriter) {
    this.#writer = writer;
    this.#parts = eventParts(writer);
    this.#noMessage = writer.piece({ errorMessage: '' });
    this.#noResources = writer.piece({ resources: [] });
  }

  /** The lines of these events. `db` is the transaction in which they were read. */
  async write(db: Queryable, rows: readonly KeyRow[]): Promise<string> {
    for (const { texts, idOf, none } of this.#parts) {
      const ids = rows.map(idOf).filter((found) => found !== null);
      await texts.load(db, none === undefined ? ids : ids.filter((found) => found !== 0));
    }
    const resources = rows.flatMap((row) => row.resource_ids ?? []);
    await this.#resources.load(db, resources);
    return rows.map((row) => this.#line(row)).join('');
  }

  #line(row: KeyRow): string {
    const { piece } = this.#writer;
    const pieces = [
      piece({
        eventTime: isoTime(new Date(row.event_ms)),
        accountId: formatAccountId(row.account_id),
        eventId: row.event_id,
      }),
    ];
    for (const { texts, idOf, none } of this.#parts) {
      const found = idOf(row);
      if (found !== null) pieces.push(found === 0 && none !== undefined ? none : texts.get(found));
    }
    pieces.push(row.error_message ? piece({ errorMessage: row.error_message }) : this.#noMessage);
    const named = row.resource_ids?.map((resource) => this.#resources.get(resource)) ?? [];
    pieces.push(named.length > 0 ? piece({ resources: named }) : this.#noResources);
    return this.#writer.row(pieces);
  }
}
