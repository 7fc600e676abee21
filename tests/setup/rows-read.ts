import type { QueryConfig } from 'pg';
import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';

type Node = {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
};
const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    'Relation Name': z.string().optional(),
    'Actual Rows': z.number(),
    'Actual Loops': z.number(),
    'Rows Removed by Filter': z.number().optional(),
    Plans: z.array(node).optional(),
  }),
);
const explained = z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) });

/**
 * How many rows of a table (its weekly partitions end in a date) the queries of `work` look at, those that a filter drops included: as
 * Postgres itself counts them, so the same on every machine.
 */
export async function rowsRead(
  db: Queryable,
  table: string,
  work: (db: Queryable) => Promise<unknown>,
): Promise<number> {
  let rows = 0;
  const query = async (asked: string | QueryConfig, values?: unknown[]) => {
    const { text, ...rest } = typeof asked === 'string' ? { text: asked, values } : asked;
    const plans = await db.query({ ...rest, text: `explain (analyze, format json) ${text}` });
    rows += readFrom(explained.parse(plans.rows[0])['QUERY PLAN'][0].Plan, table);
    return db.query({ ...rest, text });
  };
  await work({ query } as Queryable);
  return rows;
}

function readFrom(at: Node, table: string): number {
  const read = at['Actual Loops'] * (at['Actual Rows'] + (at['Rows Removed by Filter'] ?? 0));
  const own = at['Relation Name']?.replace(/_\d{8}$/, '') === table ? read : 0;
  return (at.Plans ?? []).reduce((sum, below) => sum + readFrom(below, table), own);
}
