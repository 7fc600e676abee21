import { beforeEach, describe, expect, it } from 'vitest';
import { changeFinding } from '#lib/alerts/findings/mutations.ts';
import { findingPageParams } from '#lib/alerts/findings/page-params.ts';
import {
  countFindings,
  type FindingQuestion,
  listFindings,
} from '#lib/alerts/findings/queries/list-findings.ts';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { removeRule, setRuleMode } from '#lib/alerts/scope-rules/mutations.ts';
import { addRule } from '#lib/alerts/scope-rules/save-rule.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { ScopeKind } from '#lib/auth/scope.ts';
import { ACCOUNTS, organisationOfFile, type Role } from '#tests/db/people/organisation.ts';

const { alpha, beta } = ACCOUNTS;
const VIEW = 'prod';
const GROUP = '00000000-0000-4000-8000-00000000000a';

const opened = organisationOfFile();
beforeEach(async () => {
  await opened.database.workerPool.query('delete from alert_rule');
});

async function ask(
  role: Role,
  kind: ScopeKind,
  id: string,
  asked: Partial<FindingQuestion> = {},
  limit = 50,
) {
  const scope = await opened.scopeFor(role, kind, id);
  const question = { ...findingPageParams.parse({}), ...asked };
  const page = await readScope(opened.database.webPool, scope, (db) =>
    listFindings(db, scope, question, limit),
  );
  return { ids: page.rows.map((row) => row.id), next: page.next };
}

/** A rule of the view or of an account. */
async function addBuiltIn(
  place: { view?: boolean; account?: string },
  builtinId = 'cis-4.3',
): Promise<number> {
  const { rows } = await opened.database.workerPool.query<{ id: number }>(
    `insert into alert_rule (view_id, account_id, builtin_id, mode)
     values (case when $1 then (select id from view where slug = '${VIEW}') end, $2, $3, 'live') returning id`,
    [place.view === true, place.account ?? null, builtinId],
  );
  return rows[0]?.id ?? 0;
}

async function addFinding(
  ruleId: number,
  accountId: string,
  fields: { severity?: string; at?: string; state?: string } = {},
) {
  const { severity = 'high', at = '2026-11-20T10:00:00Z', state = 'open' } = fields;
  const { rows } = await opened.database.workerPool.query<{ id: string }>(
    `insert into finding (rule_id, revision, account_id, group_hash, group_values, severity, first_at, last_at, events, historic, silent, state)
     values ($1, 1, $2, '${GROUP}', '["root"]', $3, $4, $4, 1, false, false, $5) returning id`,
    [ruleId, accountId, severity, at, state],
  );
  return rows[0]?.id ?? '';
}

function ownRule(pattern: string): RuleDefinition {
  return {
    name: 'Own',
    severity: 'low',
    description: '',
    runbook: '',
    techniques: [],
    condition: { field: 'eventName', op: 'regex', values: [pattern] },
    when: { kind: 'every' },
    groupBy: [],
    quietMinutes: 60,
    exclusions: [],
    references: [],
  };
}

describe('a scope’s findings', () => {
  it('of a view’s rule are shown to an account’s owner for that account alone', async () => {
    const rule = await addBuiltIn({ view: true });
    const ofAlpha = await addFinding(rule, alpha);
    const ofBeta = await addFinding(rule, beta);
    expect((await ask('manager', 'view', VIEW)).ids.toSorted()).toEqual([ofAlpha, ofBeta].toSorted());
    expect((await ask('ownerAlpha', 'account', alpha)).ids).toEqual([ofAlpha]);
    expect((await ask('ownerBeta', 'account', beta)).ids).toEqual([ofBeta]);
  });

  it('are the worst first and the newest first within a severity, page by page without a gap', async () => {
    const rule = await addBuiltIn({ account: alpha });
    const expected: string[] = [];
    for (const severity of ['critical', 'medium', 'info'])
      for (const hour of ['12', '11', '10'])
        expected.push(await addFinding(rule, alpha, { severity, at: `2026-11-20T${hour}:00:00Z` }));
    const seen: string[] = [];
    let after = '';
    do {
      const page = await ask('ownerAlpha', 'account', alpha, { after }, 2);
      seen.push(...page.ids);
      after = page.next ?? '';
    } while (after);
    expect(seen).toEqual(expected);
  });

  it('are narrowed by state, severity and rule, and counted whatever the filters', async () => {
    const rule = await addBuiltIn({ account: alpha });
    const other = await addBuiltIn({ account: alpha }, 'cis-4.5');
    const open = await addFinding(rule, alpha);
    const acknowledged = await addFinding(rule, alpha, { state: 'acknowledged', severity: 'low' });
    const closed = await addFinding(other, alpha, { state: 'closed' });
    const ids = async (asked: Partial<FindingQuestion>) =>
      (await ask('ownerAlpha', 'account', alpha, asked)).ids.toSorted();
    expect(await ids({})).toEqual([open, acknowledged].toSorted());
    expect(await ids({ show: 'closed' })).toEqual([closed]);
    expect(await ids({ show: 'all', rule: [String(other)] })).toEqual([closed]);
    expect(await ids({ show: 'all', rule: [String(rule), String(other)] })).toHaveLength(3);
    expect(await ids({ show: 'all', account: [beta] })).toEqual([]);
    expect(await ids({ account: [beta, alpha] })).toHaveLength(2);
    expect(await ids({ severity: 'low' })).toEqual([acknowledged]);
    expect(await ids({ assignee: 'nobody', show: 'open' })).toEqual([open]);
    const scope = await opened.scopeFor('ownerAlpha', 'account', alpha);
    const counts = await readScope(opened.database.webPool, scope, (db) => countFindings(db, scope));
    expect(counts).toEqual({ open: 1, acknowledged: 1 });
  });
});

describe('a finding', () => {
  it('is changed by who manages its scope, with its history and a line in the audit log', async () => {
    const id = await addFinding(await addBuiltIn({ account: alpha }), alpha);
    const owner = await opened.actor('ownerAlpha');
    const scope = await opened.scopeFor('ownerAlpha', 'account', alpha);
    await changeFinding(opened.prisma, owner, scope, id, {
      state: 'acknowledged',
      assignee: owner.userId,
      comment: 'Mine.',
    });
    const { rows } = await opened.database.ownerPool.query(
      'select kind, comment, assignee from finding_history where finding_id = $1 order by id',
      [id],
    );
    expect(rows).toEqual([
      { kind: 'acknowledged', comment: null, assignee: null },
      { kind: 'assigned', comment: null, assignee: owner.name },
      { kind: 'comment', comment: 'Mine.', assignee: null },
    ]);
    const audit = await opened.database.ownerPool.query(
      `select action from audit_entry where target = 'finding:' || $1 order by id`,
      [id],
    );
    expect(audit.rows.map(({ action }) => action)).toEqual([
      'finding.acknowledged',
      'finding.assigned',
      'finding.comment',
    ]);
  });

  it('is left as it is by who only reads, and by who is of another account', async () => {
    const rule = await addBuiltIn({ view: true });
    const ofBeta = await addFinding(rule, beta);
    const change = { state: 'closed' } as const;
    const asViewer = changeFinding(
      opened.prisma,
      await opened.actor('viewViewer'),
      await opened.scopeFor('viewViewer', 'view', VIEW),
      ofBeta,
      change,
    );
    await expect(asViewer).rejects.toMatchObject({ code: 'forbidden' });
    const scope = await opened.scopeFor('ownerAlpha', 'account', alpha);
    const asOther = changeFinding(opened.prisma, await opened.actor('ownerAlpha'), scope, ofBeta, change);
    await expect(asOther).rejects.toMatchObject({ code: 'not-found' });
    const { rows } = await opened.database.ownerPool.query('select state from finding where id = $1', [
      ofBeta,
    ]);
    expect(rows).toEqual([{ state: 'open' }]);
  });

  it('is given to nobody who may not see it', async () => {
    const id = await addFinding(await addBuiltIn({ account: alpha }), alpha);
    const stranger = await opened.actor('stranger');
    const given = changeFinding(
      opened.prisma,
      await opened.actor('ownerAlpha'),
      await opened.scopeFor('ownerAlpha', 'account', alpha),
      id,
      { assignee: stranger.userId },
    );
    await expect(given).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('rules', () => {
  const modes = async () =>
    (
      await opened.database.ownerPool.query(
        'select builtin_id as id, mode from alert_rule where removed_at is null order by id',
      )
    ).rows;

  it('are switched by who manages the scope, all or none', async () => {
    const owner = await opened.actor('ownerAlpha');
    const scope = await opened.scopeFor('ownerAlpha', 'account', alpha);
    await setRuleMode(opened.prisma, owner, scope, ['builtin:cis-4.3', 'builtin:cis-4.5'], 'silent');
    await setRuleMode(opened.prisma, owner, scope, ['builtin:cis-4.3'], 'live');
    expect(await modes()).toEqual([
      { id: 'cis-4.3', mode: 'live' },
      { id: 'cis-4.5', mode: 'silent' },
    ]);
    const unknown = setRuleMode(opened.prisma, owner, scope, ['builtin:cis-4.5', 'builtin:no-such'], 'off');
    await expect(unknown).rejects.toMatchObject({ code: 'not-found' });
    expect((await modes())[1]).toMatchObject({ mode: 'silent' });
  });

  it('of a view are not switched by an account’s owner, nor those of an account by a view’s viewer', async () => {
    await expect(opened.scopeFor('ownerAlpha', 'view', VIEW)).rejects.toMatchObject({ code: 'not-found' });
    const viewer = setRuleMode(
      opened.prisma,
      await opened.actor('viewViewer'),
      await opened.scopeFor('viewViewer', 'view', VIEW),
      ['builtin:cis-4.3'],
      'off',
    );
    await expect(viewer).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('of one’s own are added if they can be evaluated, and taken away; built-in ones are not', async () => {
    const owner = await opened.actor('ownerAlpha');
    const scope = await opened.scopeFor('ownerAlpha', 'account', alpha);
    const add = (pattern: string) =>
      addRule(opened.prisma, owner, scope, { definition: ownRule(pattern), mode: 'live' });
    const key = await add('^Delete');
    await removeRule(opened.prisma, owner, scope, key);
    await expect(removeRule(opened.prisma, owner, scope, key)).rejects.toMatchObject({ code: 'not-found' });
    await expect(add('(?=a)')).rejects.toMatchObject({ code: 'bad-request' });
    await addBuiltIn({ account: alpha });
    await expect(removeRule(opened.prisma, owner, scope, 'builtin:cis-4.3')).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
