import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setRuleChannels } from '#lib/alerts/deliver/rule-channels.ts';
import { exclusionDigest } from '#lib/alerts/exclusion-digest.ts';
import { changeFinding, type FindingChange } from '#lib/alerts/findings/mutations.ts';
import {
  getFinding,
  listFindingDeliveries,
  listFindingEvents,
  listHistory,
} from '#lib/alerts/findings/queries/get-finding.ts';
import { removeRule, setRuleMode } from '#lib/alerts/scope-rules/mutations.ts';
import { addRule, changeRule } from '#lib/alerts/scope-rules/save-rule.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { ACCOUNTS, organisationOfFile, type Role } from '#tests/db/people/organisation.ts';
import { ruleOf } from './alert-world.ts';

const { alpha, beta } = ACCOUNTS;
const GROUP = '00000000-0000-4000-8000-00000000000a';

const own = ruleOf({
  name: 'Own',
  severity: 'low',
  condition: { field: '@event', op: 'equals', values: ['DeleteTrail'] },
  groupBy: [],
  exclusions: [{ reason: 'Ours.', condition: { field: '@user', op: 'equals', values: ['lena'] } }],
});

const opened = organisationOfFile();
let ofAlpha: Scope;

beforeAll(async () => {
  ofAlpha = await opened.scopeFor('ownerAlpha', 'account', alpha);
});
beforeEach(async () => {
  await opened.database.workerPool.query('delete from alert_rule');
});

async function addStored(place: { view?: string; account?: string }): Promise<number> {
  const { rows } = await opened.database.workerPool.query<{ id: number }>(
    `insert into alert_rule (view_id, account_id, definition, mode)
     values ((select id from view where slug = $1), $2, $3, 'live') returning id`,
    [place.view ?? null, place.account ?? null, JSON.stringify(own)],
  );
  return rows[0]?.id ?? 0;
}

/** A finding of a rule in an account, with its event, its history and a message about it. */
async function addFinding(ruleId: number, account: string): Promise<string> {
  const { rows } = await opened.database.workerPool.query<{ id: string }>(
    `insert into finding (rule_id, revision, account_id, group_hash, group_values, severity, first_at, last_at, events, historic, silent)
     values ($1, 1, $2, '${GROUP}', '[]', 'high', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z', 1, false, false) returning id`,
    [ruleId, account],
  );
  const id = rows[0]?.id ?? '';
  await opened.database.workerPool.query(
    `insert into alert_match (rule_id, revision, account_id, event_time, event_id, part, group_hash, group_values, historic, state)
     select $1, 1, account_id, event_time, event_id, 0, '${GROUP}', '[]', false, 2 from event where account_id = $2`,
    [ruleId, account],
  );
  await opened.database.workerPool.query(
    `insert into finding_history (finding_id, account_id, actor, kind) values ($1, $2, 'Trailkeep', 'opened')`,
    [id, account],
  );
  return id;
}

describe('an owner', () => {
  it('opens neither another account nor a view that holds their own', async () => {
    await expect(opened.scopeFor('ownerAlpha', 'account', beta)).rejects.toMatchObject({ code: 'not-found' });
    await expect(opened.scopeFor('ownerAlpha', 'view', 'prod')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('reads nothing of another account’s rules and findings, asked by their numbers', async () => {
    const rule = await addStored({ account: beta });
    const id = await addFinding(rule, beta);
    const ofBeta = await opened.scopeFor('ownerBeta', 'account', beta);
    const found = await readScope(opened.database.webPool, ofBeta, (db) => getFinding(db, ofBeta, id));
    if (!found) throw new Error('its own owner does not see it');
    await readScope(opened.database.webPool, ofAlpha, async (db) => {
      expect(await getFinding(db, ofAlpha, id)).toBeNull();
      expect((await listFindingEvents(db, found)).events).toEqual([]);
      expect(await listHistory(db, id)).toEqual([]);
      expect(await listFindingDeliveries(db, id)).toEqual([]);
      const { rows } = await db.query('select id from alert_rule');
      expect(rows).toEqual([]);
    });
  });

  it('sees a view’s rule with the findings of their own account alone', async () => {
    const rule = await addStored({ view: 'prod' });
    const mine = await addFinding(rule, alpha);
    const others = await addFinding(rule, beta);
    await readScope(opened.database.webPool, ofAlpha, async (db) => {
      expect(await getFinding(db, ofAlpha, mine)).toMatchObject({ rule_id: rule, scope_name: 'Prod' });
      expect(await getFinding(db, ofAlpha, others)).toBeNull();
    });
    const change = changeFinding(opened.prisma, await opened.actor('ownerAlpha'), ofAlpha, others, {
      state: 'closed',
    });
    await expect(change).rejects.toMatchObject({ code: 'not-found' });
  });

  it('changes, switches and removes neither a view’s rule nor another account’s, and tells no channel of them', async () => {
    const owner = await opened.actor('ownerAlpha');
    for (const place of [{ view: 'prod' }, { account: beta }]) {
      const key = String(await addStored(place));
      const attempts = [
        () => setRuleMode(opened.prisma, owner, ofAlpha, [key], 'off'),
        () => changeRule(opened.prisma, owner, ofAlpha, key, { definition: { ...own, severity: 'info' } }),
        () => removeRule(opened.prisma, owner, ofAlpha, key),
        () => setRuleChannels(opened.prisma, owner, ofAlpha, [key], []),
      ];
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
    }
    const { rows } = await opened.database.ownerPool.query(
      `select mode, definition ->> 'severity' as severity, removed_at from alert_rule`,
    );
    expect(rows).toEqual(Array(2).fill({ mode: 'live', severity: 'low', removed_at: null }));
  });

  it('makes rules of their own account alone, and none on a view, as who reads one makes none there', async () => {
    await addRule(opened.prisma, await opened.actor('ownerAlpha'), ofAlpha, {
      definition: own,
      mode: 'live',
    });
    const viewer = await opened.actor('viewViewer');
    const view = await opened.scopeFor('viewViewer', 'view', 'prod');
    await expect(
      addRule(opened.prisma, viewer, view, { definition: own, mode: 'live' }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { rows } = await opened.database.ownerPool.query(
      `select view_id, lpad(account_id::text, 12, '0') as account from alert_rule`,
    );
    expect(rows).toEqual([{ view_id: null, account: alpha }]);
  });
});

describe('what a view’s rule found', () => {
  const MORE: FindingChange[] = [{ state: 'closed' }, { state: 'open' }, { assignee: null }];
  let id = '';

  beforeEach(async () => {
    id = await addFinding(await addStored({ view: 'prod' }), beta);
    const assignee = opened.organisation.people.manager;
    await opened.database.workerPool.query('update finding set assignee_id = $2 where id = $1', [
      id,
      assignee,
    ]);
  });
  const setState = (state: string) =>
    opened.database.workerPool.query('update finding set state = $2 where id = $1', [id, state]);
  const asStored = async () =>
    (await opened.database.ownerPool.query('select state, assignee_id from finding where id = $1', [id]))
      .rows[0];
  const changeAs = async (role: Role, kind: 'view' | 'account', change: FindingChange) =>
    changeFinding(
      opened.prisma,
      await opened.actor(role),
      await opened.scopeFor(role, kind, kind === 'view' ? 'prod' : beta),
      id,
      change,
    );

  it('is acknowledged and commented by the account’s owner, and not closed, reopened or given to somebody', async () => {
    await changeAs('ownerBeta', 'account', { state: 'acknowledged', comment: 'Seen.' });
    for (const change of MORE) {
      const attempt = changeAs('ownerBeta', 'account', { ...change, comment: 'And more.' });
      await expect(attempt, JSON.stringify(change)).rejects.toMatchObject({
        code: 'forbidden',
        message: expect.stringContaining('A rule of the view Prod found this'),
        hint: expect.stringContaining('A manager of that view or a security admin can'),
      });
    }
    expect(await asStored()).toEqual({
      state: 'acknowledged',
      assignee_id: opened.organisation.people.manager,
    });
    await readScope(
      opened.database.webPool,
      await opened.scopeFor('ownerBeta', 'account', beta),
      async (db) => {
        const kinds = (await listHistory(db, id)).map(({ kind }) => kind);
        expect(kinds).toEqual(['comment', 'acknowledged', 'opened']);
      },
    );
  });

  it('is not made open again by its owner’s acknowledging it once it is closed', async () => {
    await setState('closed');
    await expect(changeAs('ownerBeta', 'account', { state: 'acknowledged' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await asStored()).toMatchObject({ state: 'closed' });
  });

  it.each<[Role, 'view' | 'account']>([
    ['manager', 'view'],
    ['admin', 'view'],
    ['admin', 'account'],
  ])('is closed, reopened and given by the %s in the %s', async (role, kind) => {
    for (const change of MORE) await changeAs(role, kind, change);
    expect(await asStored()).toEqual({ state: 'open', assignee_id: null });
  });
});

describe('a changed rule', () => {
  it('begins anew with what its own exclusions hid and which are off, once they are others', async () => {
    const owner = await opened.actor('ownerAlpha');
    const key = await addRule(opened.prisma, owner, ofAlpha, { definition: own, mode: 'live' });
    await opened.database.workerPool.query(
      'insert into alert_exclusion (rule_id, own_digest, hid_events, removed_at) values ($1, $2, 5, now())',
      [key, own.exclusions.map(exclusionDigest)[0]],
    );
    const stored = async () =>
      (
        await opened.database.ownerPool.query(
          'select hid_events::int as hid, removed_at is not null as off from alert_exclusion',
        )
      ).rows;
    await changeRule(opened.prisma, owner, ofAlpha, key, { definition: { ...own, name: 'Renamed' } });
    expect(await stored()).toEqual([{ hid: 5, off: true }]);
    const exclusions = [{ reason: 'Other.', condition: own.condition }];
    await changeRule(opened.prisma, owner, ofAlpha, key, { definition: { ...own, exclusions } });
    expect(await stored()).toEqual([{ hid: 0, off: false }]);
  });
});
