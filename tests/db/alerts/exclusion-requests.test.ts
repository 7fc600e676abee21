import { beforeEach, describe, expect, it } from 'vitest';
import { definitionOf } from '#lib/alerts/definition.ts';
import { exclusionDigest } from '#lib/alerts/exclusion-digest.ts';
import { toExclusionRow, toOwnRows } from '#lib/alerts/exclusions/exclusion-rows.ts';
import { addExclusion, changeExclusion, endExclusion } from '#lib/alerts/exclusions/mutations.ts';
import {
  countAsked,
  EXCLUSIONS_SHOWN,
  listAddedExclusions,
} from '#lib/alerts/exclusions/queries/list-exclusions.ts';
import { listRulesWithOwn } from '#lib/alerts/exclusions/queries/list-rules.ts';
import { EXCLUSION_CURSOR, type ExclusionRow, type NewExclusion } from '#lib/alerts/exclusions/schema.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { ACCOUNTS, organisationOfFile, type Role } from '#tests/db/people/organisation.ts';

const { alpha, beta } = ACCOUNTS;
const VIEW = 'prod';

type Place = 'view' | typeof alpha | typeof beta;

const opened = organisationOfFile();
beforeEach(async () => {
  await opened.database.workerPool.query('delete from alert_rule');
});

const scopeFor = (role: Role, place: Place) =>
  place === 'view' ? opened.scopeFor(role, 'view', VIEW) : opened.scopeFor(role, 'account', place);

/** A built-in rule with an exclusion of its own, switched on in the view or an account. */
async function addBuiltIn(place: Place): Promise<number> {
  const { rows } = await opened.database.workerPool.query<{ id: number }>(
    `insert into alert_rule (view_id, account_id, builtin_id, mode)
     values (case when $1 = 'view' then (select id from view where slug = '${VIEW}') end,
       case when $1 <> 'view' then $1::bigint end, 'cis-4.5', 'live') returning id`,
    [place],
  );
  return rows[0]?.id ?? 0;
}

function digestOfFirst(builtinId: string): string {
  const [first] = definitionOf({ builtinId, definition: null }).exclusions.map(exclusionDigest);
  if (!first) throw new Error(`${builtinId} leaves nothing out`);
  return first;
}

const wanted = (ruleId: number, more: Partial<NewExclusion> = {}): NewExclusion => ({
  ruleId,
  condition: { field: '@user', op: 'equals', values: ['lena'] },
  reason: 'The nightly job of the platform.',
  ...more,
});

async function add(role: Role, place: Place, input: NewExclusion): Promise<string> {
  return addExclusion(opened.prisma, await opened.actor(role), await scopeFor(role, place), input);
}
async function change(role: Role, place: Place, id: string, input: Parameters<typeof changeExclusion>[4]) {
  await changeExclusion(opened.prisma, await opened.actor(role), await scopeFor(role, place), id, input);
}
async function end(role: Role, place: Place, id: string): Promise<void> {
  await endExclusion(opened.prisma, await opened.actor(role), await scopeFor(role, place), id);
}

/** What the person sees there, past ones included. */
async function seen(role: Role, place: Place): Promise<{ added: ExclusionRow[]; own: ExclusionRow[] }> {
  const scope = await scopeFor(role, place);
  const reader = { actor: await opened.actor(role), scope, names: new Map() };
  return readScope(opened.database.webPool, scope, async (db) => ({
    added: (await listAddedExclusions(db, scope, { show: 'all', ruleIds: [] })).rows.map((row) =>
      toExclusionRow(row, reader, new Date()),
    ),
    own: (await listRulesWithOwn(db, scope, [])).flatMap((rule) => toOwnRows(rule, reader)),
  }));
}
async function addMany(ruleId: number, many: number, removedAt: Date | null): Promise<void> {
  await opened.database.workerPool.query(
    'insert into alert_exclusion (rule_id, condition, removed_at) select $1, $2, $4 from generate_series(1, $3)',
    [ruleId, JSON.stringify(wanted(ruleId).condition), many, removedAt],
  );
}
const stateOf = async (id: string) =>
  (
    await opened.database.ownerPool.query(
      'select state, removed_at is not null as over from alert_exclusion where id = $1',
      [id],
    )
  ).rows[0];
const audited = async () =>
  (
    await opened.database.ownerPool.query(
      `select action, target, actor from audit_entry where action like 'exclusion.%' order by id desc limit 3`,
    )
  ).rows;

describe('an exclusion', () => {
  it('of a view’s rule is made by a manager of the view, for all its accounts or for one', async () => {
    const rule = await addBuiltIn('view');
    const wide = await add('manager', 'view', wanted(rule));
    const ofBeta = await add('admin', 'view', wanted(rule, { accountId: beta }));
    const { added } = await seen('manager', 'view');
    expect(added.map(({ id, state, account, mayChange }) => [id, state, account?.id, mayChange])).toEqual([
      [ofBeta, 'active', beta, true],
      [wide, 'active', undefined, true],
    ]);
    expect(added[0]?.words).toBe('User is lena');
    expect((await audited())[1]).toEqual({
      action: 'exclusion.create',
      target: `view:${VIEW}`,
      actor: 'manager@example.com',
    });
  });

  it('made in an account holds there alone, even where an admin makes it', async () => {
    const rule = await addBuiltIn('view');
    await add('admin', alpha, wanted(rule));
    expect((await seen('manager', 'view')).added.map(({ account, state }) => [account?.id, state])).toEqual([
      [alpha, 'active'],
    ]);
    const elsewhere = add('admin', alpha, wanted(rule, { accountId: beta }));
    await expect(elsewhere).rejects.toMatchObject({ code: 'not-found' });
  });

  it('of an account’s own rule is its owner’s; nobody of another account sees the rule', async () => {
    const rule = await addBuiltIn(alpha);
    const id = await add('ownerAlpha', alpha, wanted(rule));
    expect(await stateOf(id)).toEqual({ state: 'granted', over: false });
    await expect(add('ownerBeta', beta, wanted(rule))).rejects.toMatchObject({ code: 'not-found' });
    await expect(end('ownerBeta', beta, id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(add('manager', 'view', wanted(rule))).rejects.toMatchObject({ code: 'forbidden' });
    await end('ownerAlpha', alpha, id);
    expect(await stateOf(id)).toEqual({ state: 'granted', over: true });
  });

  it('is refused to who only reads', async () => {
    const rule = await addBuiltIn('view');
    await expect(add('viewViewer', 'view', wanted(rule))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('has a reason, a condition that can be evaluated, an end to come, and is made once', async () => {
    const rule = await addBuiltIn('view');
    const refused = [
      wanted(rule, { reason: ' ' }),
      wanted(rule, { until: '2020-01-01' }),
      wanted(rule, { condition: { field: 'eventName', op: 'regex', values: ['(?=a)'] } }),
    ];
    for (const input of refused) await expect(add('manager', 'view', input)).rejects.toThrow();
    await add('manager', 'view', wanted(rule, { until: '2099-01-01' }));
    expect((await seen('manager', 'view')).added[0]?.until).toBe('2099-01-02T00:00:00.000Z');
    await expect(add('manager', 'view', wanted(rule))).rejects.toMatchObject({ code: 'conflict' });
  });

  it('gets another end, and is over once it is ended', async () => {
    const rule = await addBuiltIn('view');
    const id = await add('manager', 'view', wanted(rule));
    await change('manager', 'view', id, { until: '2099-01-01T12:00:00Z' });
    expect((await seen('manager', 'view')).added[0]?.until).toBe('2099-01-01T12:00:00.000Z');
    await end('manager', 'view', id);
    await expect(change('manager', 'view', id, { until: null })).rejects.toMatchObject({ code: 'conflict' });
    expect((await seen('manager', 'view')).added[0]).toMatchObject({ state: 'ended', mayChange: false });
  });
});

describe('the list', () => {
  it('gives each exclusion once, page by page: what waits for an answer before all others, then the newest', async () => {
    const rule = await addBuiltIn('view');
    const asked = await add('ownerAlpha', alpha, wanted(rule));
    await addMany(rule, EXCLUSIONS_SHOWN + 4, null);
    const scope = await scopeFor('manager', 'view');
    const page = (after: string) =>
      readScope(opened.database.webPool, scope, (db) =>
        listAddedExclusions(db, scope, { show: 'all', ruleIds: [String(rule)], after }),
      );
    const first = await page('');
    expect(first.rows.map(({ id }) => String(id))[0]).toBe(asked);
    expect(first.next).toMatch(EXCLUSION_CURSOR);
    const second = await page(first.next ?? '');
    expect(second.next).toBeNull();
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);
    expect(ids).toHaveLength(EXCLUSIONS_SHOWN + 5);
    expect(ids.slice(1)).toEqual([...new Set(ids.slice(1))].sort((a, b) => b - a));
  });

  it('shows beside a finding what holds in its account or was refused there, whatever else has ended since', async () => {
    const rule = await addBuiltIn('view');
    const refused = await add('ownerAlpha', alpha, wanted(rule));
    await change('manager', 'view', refused, { state: 'refused', reason: 'No.' });
    await add('manager', 'view', wanted(rule, { accountId: beta }));
    const wide = await add('manager', 'view', wanted(rule));
    await addMany(rule, EXCLUSIONS_SHOWN + 1, new Date());
    const scope = await scopeFor('manager', 'view');
    const beside = await readScope(opened.database.webPool, scope, (db) =>
      listAddedExclusions(db, scope, { show: 'not-over', ruleIds: [String(rule)], accountId: alpha }),
    );
    expect(beside.rows.map(({ id }) => String(id))).toEqual([wide, refused]);
  });
});

describe('an owner’s request', () => {
  it('waits for the view’s manager, holds for the account alone once granted, and tells the owner so', async () => {
    const rule = await addBuiltIn('view');
    const id = await add('ownerAlpha', alpha, wanted(rule));
    expect(await stateOf(id)).toEqual({ state: 'asked', over: false });
    const scope = await scopeFor('manager', 'view');
    expect(await readScope(opened.database.webPool, scope, (db) => countAsked(db, scope))).toBe(1);
    await change('manager', 'view', id, { state: 'granted', reason: 'Until the move.', until: '2099-01-01' });
    expect((await seen('ownerAlpha', alpha)).added[0]).toMatchObject({
      state: 'active',
      account: { id: alpha },
      decision: { words: 'Until the move.' },
      until: '2099-01-02T00:00:00.000Z',
      mayChange: false,
      mayTakeBack: true,
    });
    expect(await readScope(opened.database.webPool, scope, (db) => countAsked(db, scope))).toBe(0);
    expect((await audited()).map(({ action }) => action)).toEqual([
      'exclusion.grant',
      'exclusion.ask',
      expect.anything(),
    ]);
  });

  it('is refused with a reason that the owner reads, and is answered once', async () => {
    const rule = await addBuiltIn('view');
    const id = await add('ownerAlpha', alpha, wanted(rule));
    await expect(change('admin', 'view', id, { state: 'refused', reason: '' })).rejects.toThrow();
    await change('admin', 'view', id, { state: 'refused', reason: 'It is the attack itself.' });
    expect((await seen('ownerAlpha', alpha)).added[0]).toMatchObject({
      state: 'refused',
      decision: { words: 'It is the attack itself.' },
    });
    await expect(change('admin', 'view', id, { state: 'granted' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is not answered by the owner, and taken back by nobody of another account', async () => {
    const rule = await addBuiltIn('view');
    const id = await add('ownerAlpha', alpha, wanted(rule));
    await expect(change('ownerAlpha', alpha, id, { state: 'granted' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(change('ownerBeta', beta, id, { state: 'granted' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(end('ownerBeta', beta, id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await stateOf(id)).toEqual({ state: 'asked', over: false });
    await end('ownerAlpha', alpha, id);
    expect((await seen('ownerAlpha', alpha)).added[0]?.state).toBe('withdrawn');
  });

  it('and what another account was granted is seen by no other owner; what holds for all is, without its figures', async () => {
    const rule = await addBuiltIn('view');
    await add('ownerAlpha', alpha, wanted(rule));
    await add(
      'manager',
      'view',
      wanted(rule, {
        accountId: alpha,
        reason: 'Other words.',
        condition: { field: '@ip', op: 'equals', values: ['192.0.2.1'] },
      }),
    );
    const wide = await add('manager', 'view', wanted(rule));
    await opened.database.workerPool.query('update alert_exclusion set hid_events = 7');
    const { added } = await seen('ownerBeta', beta);
    expect(added.map(({ id, hidEvents, mayChange }) => [id, hidEvents, mayChange])).toEqual([
      [wide, null, false],
    ]);
    expect((await seen('ownerAlpha', alpha)).added.map(({ hidEvents }) => hidEvents)).toEqual([7, null, 7]);
    await expect(end('ownerBeta', beta, wide)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('an exclusion that came with its rule', () => {
  it('is switched off and on where the rule is, by who decides there, and not from one account of a view', async () => {
    const rule = await addBuiltIn('view');
    const [first] = (await seen('manager', 'view')).own;
    const own = `own:${rule}:${digestOfFirst('cis-4.5')}`;
    expect(first).toMatchObject({
      id: own,
      state: 'active',
      hidEvents: 0,
      owner: null,
      mayChange: true,
    });
    await end('manager', 'view', own);
    expect((await seen('manager', 'view')).own[0]?.state).toBe('off');
    await expect(change('ownerAlpha', alpha, own, { state: 'granted' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await change('manager', 'view', own, { state: 'granted' });
    expect((await seen('manager', 'view')).own[0]?.state).toBe('active');
    await expect(end('manager', 'view', `own:${rule}:${'x'.repeat(43)}`)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('row-level security', () => {
  it('keeps the web to the exclusions of the accounts that a transaction names', async () => {
    const rule = await addBuiltIn('view');
    const ofAlpha = await add('ownerAlpha', alpha, wanted(rule));
    await add('manager', 'view', wanted(rule));
    const asBeta = (sql: string) =>
      opened.prisma.$transaction(async (tx) => {
        await tx.$queryRaw`select set_config('app.accounts', ${beta}, true)`;
        return tx.$executeRawUnsafe(sql);
      });
    expect(await asBeta(`update alert_exclusion set state = 'refused' where id = ${ofAlpha}`)).toBe(0);
    expect(await asBeta(`update alert_exclusion set until = now()`)).toBe(0);
    const insert = (accountId: string) =>
      asBeta(
        `insert into alert_exclusion (rule_id, account_id, condition) values (${rule}, ${accountId}, '{}')`,
      );
    await expect(insert(alpha)).rejects.toThrow(/row-level security/);
    await expect(insert('null')).rejects.toThrow(/row-level security/);
    expect(await insert(beta)).toBe(1);
  });
});
