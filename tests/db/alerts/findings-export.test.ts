import { beforeAll, beforeEach, expect, it } from 'vitest';
import { exportFindings } from '#lib/alerts/findings/export/export-findings.ts';
import type { FindingFilters } from '#lib/alerts/findings/queries/list-findings.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { ScopeKind } from '#lib/auth/scope.ts';
import type { ExportFormat } from '#lib/events/schema.ts';
import { ACCOUNTS, organisationOfFile, type Role } from '#tests/db/people/organisation.ts';

const { alpha, beta } = ACCOUNTS;
const GROUP = '00000000-0000-4000-8000-00000000000a';
const ALL: FindingFilters = { show: 'all', severity: null, rule: [], account: [], assignee: null };
const NOBODY = async () => new Map<string, string>();

const opened = organisationOfFile();
let rule = 0;
beforeAll(async () => {});
beforeEach(async () => {
  const { workerPool } = opened.database;
  await workerPool.query('delete from alert_rule');
  const { rows } = await workerPool.query(
    `insert into alert_rule (view_id, builtin_id, mode) select id, 'cis-4.3', 'live' from view where slug = 'prod' returning id`,
  );
  rule = rows[0].id;
});

async function addFindings(account: string, count: number, user = 'root'): Promise<string[]> {
  const { rows } = await opened.database.workerPool.query<{ id: string }>(
    `insert into finding (rule_id, revision, account_id, group_hash, group_values, severity, first_at, last_at, events, historic, silent)
     select $1, 1, $2, '${GROUP}', $3, 'high', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z', 3, false, false
     from generate_series(1, $4) returning id`,
    [rule, account, JSON.stringify([user]), count],
  );
  return rows.map(({ id }) => id);
}

type Asked = { filters?: Partial<FindingFilters>; format?: ExportFormat; page?: number };

/** The parts of a file that a person gets of a place. */
async function parts(role: Role, kind: ScopeKind, id: string, asked: Asked = {}) {
  const scope = await opened.scopeFor(role, kind, id);
  return exportFindings(
    (work) => readScope(opened.database.webPool, scope, work),
    NOBODY,
    scope,
    { ...ALL, ...asked.filters },
    asked.format ?? 'ndjson',
    asked.page,
  );
}

async function whole(file: AsyncIterable<string>): Promise<string> {
  const read: string[] = [];
  for await (const part of file) read.push(part);
  return read.join('');
}

const idsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).id);

it('has exactly what its person sees in the place, page by page, the last made first', async () => {
  const ofAlpha = await addFindings(alpha, 5);
  const ofBeta = await addFindings(beta, 2);
  const ofView = idsOf(await whole(await parts('manager', 'view', 'prod', { page: 3 })));
  expect(ofView).toEqual([...ofAlpha, ...ofBeta].reverse());
  const own = idsOf(await whole(await parts('ownerAlpha', 'account', alpha, { page: 5 })));
  expect(own).toEqual(ofAlpha.toReversed());
});

it('follows the filters of the list', async () => {
  const [first] = await addFindings(alpha, 3);
  await opened.database.workerPool.query(`update finding set state = 'closed' where id = $1`, [first]);
  const closed = await whole(await parts('ownerAlpha', 'account', alpha, { filters: { show: 'closed' } }));
  expect(idsOf(closed)).toEqual([first]);
  const low = await whole(await parts('ownerAlpha', 'account', alpha, { filters: { severity: 'low' } }));
  expect(low).toBe('');
});

it('has each finding once although findings change while it is read', async () => {
  const ids = await addFindings(alpha, 6);
  const file = await parts('ownerAlpha', 'account', alpha, { page: 2 });
  const read: string[] = [];
  for await (const part of file) {
    read.push(part);
    if (part === '') continue;
    await opened.database.workerPool.query(
      `update finding set last_at = now(), severity = 'critical' where id = any($1)`,
      [ids.slice(0, 2)],
    );
    await addFindings(alpha, 1);
  }
  expect(idsOf(read.join(''))).toEqual(ids.toReversed());
});

it('as CSV has a head, numbers as numbers, and cells that no spreadsheet takes for a formula', async () => {
  await addFindings(alpha, 1, '=HYPERLINK("https://thief.example")');
  const [head, line] = (await whole(await parts('admin', 'account', alpha, { format: 'csv' }))).split('\n');
  expect(head).toBe(
    'id,severity,rule,ruleId,state,assignee,accountId,accountName,about,firstAt,lastAt,events,historic,silent',
  );
  expect(line).toContain(`,${alpha},`);
  expect(line).toContain(',2026-11-20T10:00:00.000Z,2026-11-20T10:00:00.000Z,3,false,false');
  expect(line).not.toMatch(/(^|,)"?=/);
});
