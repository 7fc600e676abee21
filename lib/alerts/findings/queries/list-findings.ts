import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { joinSql, type Sql, sql } from '#lib/db/sql.ts';
import { SEVERITIES } from '../../rule-model.ts';
import type { FindingPageParams } from '../page-params.ts';
import type { FindingCounts } from '../schema.ts';
import {
  type FindingColumns,
  findingColumns,
  findingColumnsRow,
  findingTables,
  shownIn,
} from './finding-rows.ts';

export type FindingQuestion = Omit<FindingPageParams, 'finding'>;
/** Which findings, in whatever order. */
export type FindingFilters = Omit<FindingQuestion, 'order' | 'after'>;

const rank = sql`array_position(array['critical', 'high', 'medium', 'low', 'info'], f.severity)`;

/** One page of a scope's findings, the worst or the newest first, and the cursor of the next. */
export async function listFindings(
  db: Queryable,
  scope: Scope,
  question: FindingQuestion,
  limit: number,
): Promise<{ rows: FindingColumns[]; next: string | null }> {
  const bySeverity = question.order === 'severity';
  const { rows } = await db.query(
    sql`select ${findingColumns} from ${findingTables}
      where ${shownIn(scope)} and ${filters(question)} and ${afterCursor(question.after, bySeverity)}
      order by ${bySeverity ? sql`${rank},` : sql``} f.last_at desc, f.id desc limit ${limit + 1}`.toQuery(),
  );
  const found = z.array(findingColumnsRow).parse(rows);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return { rows: shown, next: last ? encode(last) : null };
}

/**
 * Up to `limit` of a scope's findings that match, those made last first, from before the one with the id `before`. A finding keeps its
 * place in this order whatever becomes of it: who reads on has each of them once.
 */
export async function listFindingsByAge(
  db: Queryable,
  scope: Scope,
  wanted: FindingFilters,
  { before, limit }: { before: string | null; limit: number },
): Promise<FindingColumns[]> {
  const from = before === null ? sql`true` : sql`f.id < ${before}::bigint`;
  const { rows } = await db.query(
    sql`select ${findingColumns} from ${findingTables}
      where ${shownIn(scope)} and ${filters(wanted)} and ${from} order by f.id desc limit ${limit}`.toQuery(),
  );
  return z.array(findingColumnsRow).parse(rows);
}

/** How many wait for somebody, whatever the filters say. Their number is bounded by what people can look at. */
export async function countFindings(db: Queryable, scope: Scope): Promise<FindingCounts> {
  const { rows } = await db.query<{ open: number; acknowledged: number }>(
    sql`select count(*) filter (where f.state = 'open')::int as open,
        count(*) filter (where f.state = 'acknowledged')::int as acknowledged
      from finding f join alert_rule r on r.id = f.rule_id where f.state <> 'closed' and ${shownIn(scope)}`.toQuery(),
  );
  return rows[0] ?? { open: 0, acknowledged: 0 };
}

function filters({ show, severity, rule, account, assignee }: FindingFilters): Sql {
  const conditions = [sql`true`];
  if (show === 'not-closed') conditions.push(sql`f.state <> 'closed'`);
  else if (show !== 'all') conditions.push(sql`f.state = ${show}`);
  if (severity) conditions.push(sql`f.severity = ${severity}`);
  if (rule.length > 0) conditions.push(sql`f.rule_id = any(${rule}::int[])`);
  if (account.length > 0) conditions.push(sql`f.account_id = any(${account}::bigint[])`);
  if (assignee)
    conditions.push(assignee === 'nobody' ? sql`f.assignee_id is null` : sql`f.assignee_id = ${assignee}`);
  return joinSql(conditions, sql` and `);
}

const cursor = z.tuple([
  z.number().int().min(1).max(SEVERITIES.length),
  z.iso.datetime(),
  z.string().regex(/^\d{1,18}$/),
]);

function encode(row: FindingColumns): string {
  const place = [SEVERITIES.indexOf(row.severity) + 1, row.last_at.toISOString(), row.id];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** A cursor that is none of ours means the first page. */
function afterCursor(text: string, bySeverity: boolean): Sql {
  const parsed = cursor.safeParse(readJson(text));
  if (!parsed.success) return sql`true`;
  const [worst, lastAt, id] = parsed.data;
  const older = sql`(f.last_at, f.id) < (${lastAt}::timestamptz, ${id}::bigint)`;
  return bySeverity ? sql`(${rank} > ${worst} or (${rank} = ${worst} and ${older}))` : older;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
