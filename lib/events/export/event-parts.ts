import { z } from 'zod';
import { type Sql, sql } from '#lib/db/sql.ts';
import { DimensionValues } from '../dimension-values.ts';
import type { KeyRow } from '../key-rows.ts';
import type { EventRow } from '../schema.ts';
import type { Cell, RowWriter } from './export-format.ts';

/** Neighbouring columns that come from one row of a dimension. `idOf` is null where another part has the columns. */
export type EventPart = {
  texts: DimensionValues<string>;
  idOf: (row: KeyRow) => number | null;
  /** What is written for events without it, whose id is 0. */
  none?: string;
};

type Cells = Partial<Record<keyof EventRow, Cell>>;

/** The parts of an event's row that repeat, in the order of their columns. */
export function eventParts({ piece }: RowWriter): EventPart[] {
  const texts = <Row>(table: Sql, schema: z.ZodType<Row>, toCells: (row: Row) => Cells) =>
    new DimensionValues(table, (row) => flat(piece(toCells(schema.parse(row)))));
  return [
    { texts: texts(sql`region`, named, ({ name }) => ({ region: name })), idOf: (row) => row.region_id },
    { texts: texts(sql`action`, actionRow, actionCells), idOf: (row) => row.action_id },
    {
      texts: texts(sql`principal`, principalRow, (row) => whoCells(row, '', row.arn)),
      idOf: (row) => (row.session_id === 0 ? row.principal_id : null),
    },
    {
      texts: texts(SESSIONS, sessionRow, (row) => whoCells(row, row.name, row.session_arn || row.arn)),
      idOf: (row) => (row.session_id === 0 ? null : row.session_id),
    },
    {
      texts: texts(sql`access_key`, valued, ({ value }) => ({ accessKeyId: value })),
      idOf: (row) => row.access_key_id,
      none: piece({ accessKeyId: '' }),
    },
    {
      texts: texts(sql`address`, valued, ({ value }) => ({ sourceIp: value })),
      idOf: (row) => row.address_id,
      none: piece({ sourceIp: '' }),
    },
    {
      texts: texts(sql`user_agent`, valued, ({ value }) => ({ userAgent: value })),
      idOf: (row) => row.user_agent_id,
    },
    {
      texts: texts(sql`error`, errorRow, ({ code, outcome }) => ({ errorCode: code, outcome })),
      idOf: (row) => row.error_id,
    },
  ];
}

// A text that was put together holds on to all of its parts until it is copied.
function flat(text: string): string {
  return Buffer.from(text).toString();
}

const named = z.object({ name: z.string() });
const valued = z.object({ value: z.string() });
const errorRow = z.object({ code: z.string(), outcome: z.string() });
const actionRow = z.object({
  service: z.string(),
  event_name: z.string(),
  read_only: z.boolean(),
  category: z.string(),
});
const principalRow = z.object({
  label: z.string(),
  identity_type: z.string(),
  mfa: z.boolean().nullable(),
  arn: z.string(),
});
const sessionRow = principalRow.extend({ name: z.string(), session_arn: z.string() });

const SESSIONS = sql`(
  select session.id, session.name, session.arn as session_arn, label, identity_type, mfa, principal.arn
  from session join principal on principal.id = session.principal_id
)`;

function actionCells(row: z.infer<typeof actionRow>): Cells {
  return {
    service: row.service,
    eventName: row.event_name,
    readOnly: row.read_only,
    category: row.category,
  };
}

function whoCells(row: z.infer<typeof principalRow>, sessionName: string, userArn: string): Cells {
  return { user: row.label, userType: row.identity_type, mfa: row.mfa, sessionName, userArn };
}
