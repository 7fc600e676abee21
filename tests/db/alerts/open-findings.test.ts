import { beforeAll, expect, it } from 'vitest';
import { type OpenFindings, sumOpenFindings, worstFirst } from '#lib/alerts/findings/open-findings.ts';
import { findingPageParams } from '#lib/alerts/findings/page-params.ts';
import { countOpenByAccount } from '#lib/alerts/findings/queries/count-open-findings.ts';
import { listFindings } from '#lib/alerts/findings/queries/list-findings.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveReach } from '#lib/auth/resolve-reach.ts';
import type { ScopeKind } from '#lib/auth/scope.ts';
import { ACCOUNTS, organisationOfFile, type Role } from '#tests/db/people/organisation.ts';

const { alpha, beta, gamma } = ACCOUNTS;
const GROUP = '00000000-0000-4000-8000-00000000000a';

const opened = organisationOfFile();
beforeAll(async () => {
  const ofView = await addRule(`(select id from view where slug = 'prod')`, 'null');
  const ofAlpha = await addRule('null', alpha);
  const ofGamma = await addRule('null', gamma);
  await addFindings(ofView, alpha, ['critical', 'high', 'high']);
  await addFindings(ofView, beta, ['low']);
  await addFindings(ofView, beta, ['critical'], 'closed');
  await addFindings(ofAlpha, alpha, ['info', 'high']);
  await addFindings(ofAlpha, alpha, ['critical'], 'acknowledged');
  await addFindings(ofGamma, gamma, ['medium']);
});

async function addRule(view: string, account: string): Promise<number> {
  const { rows } = await opened.database.workerPool.query(
    `insert into alert_rule (view_id, account_id, builtin_id, mode) values (${view}, ${account}, 'cis-4.3', 'live') returning id`,
  );
  return rows[0].id;
}

async function addFindings(rule: number, account: string, severities: string[], state = 'open') {
  await opened.database.workerPool.query(
    `insert into finding (rule_id, revision, account_id, group_hash, group_values, severity, first_at, last_at, events, historic, silent, state)
     select $1, 1, $2, '${GROUP}', '["root"]', s, now(), now(), 1, false, false, $4 from unnest($3::text[]) s`,
    [rule, account, severities, state],
  );
}

async function openOf(role: Role) {
  const reach = await resolveReach(await opened.actor(role), opened.prisma);
  const counts = await readScope(opened.database.webPool, reach.scope, (db) =>
    countOpenByAccount(db, reach.scope),
  );
  return { reach, ...sumOpenFindings(reach, counts) };
}

const words = (findings: OpenFindings | undefined) =>
  findings?.worst.map(({ severity, open }) => `${open} ${severity}`).join(', ') ?? 'none';

it('are counted by severity in each view and account, closed and acknowledged ones left out', async () => {
  const { views, accounts } = await openOf('admin');
  expect(words(views('prod'))).toBe('1 critical, 3 high, 1 low, 1 info');
  expect(views('prod')?.open).toBe(6);
  expect(words(accounts(alpha))).toBe('1 critical, 3 high, 1 info');
  expect(words(accounts(beta))).toBe('1 low');
  expect(words(accounts(gamma))).toBe('1 medium');
});

it('order places by the worst of them, however many others there are', async () => {
  const { accounts } = await openOf('admin');
  const order = [gamma, 'none', beta, alpha].toSorted(worstFirst(accounts, (id) => id));
  expect(order).toEqual([alpha, gamma, beta, 'none']);
  const many = { open: 9, worst: [{ severity: 'low' as const, open: 9 }] };
  const withMany = (id: string) => (id === 'many' ? many : accounts(id));
  expect([beta, 'many', gamma].toSorted(worstFirst(withMany, (id) => id))).toEqual([gamma, 'many', beta]);
});

it('are those of an owner’s account and of no other', async () => {
  const { views, accounts } = await openOf('ownerBeta');
  expect(views('prod')).toBeUndefined();
  expect([alpha, gamma].map(accounts)).toEqual([undefined, undefined]);
  expect(words(accounts(beta))).toBe('1 low');
});

it.each<Role>(['admin', 'manager', 'ownerAlpha', 'viewViewer', 'accountViewer', 'stranger'])(
  'are as many for %s on Home as the list of each place shows',
  async (role) => {
    const { reach, views, accounts } = await openOf(role);
    const listed = async (kind: ScopeKind, id: string) => {
      const scope = await opened.scopeFor(role, kind, id);
      const question = { ...findingPageParams.parse({}), show: 'open' as const };
      return (await readScope(opened.database.webPool, scope, (db) => listFindings(db, scope, question, 50)))
        .rows.length;
    };
    for (const { slug } of reach.views) expect(views(slug)?.open ?? 0, slug).toBe(await listed('view', slug));
    for (const { id } of reach.accounts)
      expect(accounts(id)?.open ?? 0, id).toBe(await listed('account', id));
  },
);
