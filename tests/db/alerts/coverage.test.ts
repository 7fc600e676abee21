import { beforeAll, beforeEach, expect, it } from 'vitest';
import { prepareCoverage } from '#lib/alerts/coverage/prepare-coverage.ts';
import { countSeenEvents } from '#lib/alerts/coverage/queries/count-seen-events.ts';
import { listCoveringRules } from '#lib/alerts/coverage/queries/list-covering-rules.ts';
import type { Coverage } from '#lib/alerts/coverage/schema.ts';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { BUILT_IN_RULES } from '#lib/alerts/rules/built-in-rules.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { ScopeKind } from '#lib/auth/scope.ts';
import { ACCOUNTS, organisationOfFile, type Role } from '#tests/db/people/organisation.ts';

const { alpha, beta } = ACCOUNTS;
const GROUP = '00000000-0000-4000-8000-00000000000a';
const FROM = new Date('2026-10-21T12:00:00Z');
const DAY = '2026-11-18T00:00:00Z';

const opened = organisationOfFile();
beforeAll(async () => {
  await opened.database.ownerPool.query(`select ensure_week('2026-11-16')`);
  await addEvents(alpha, 'StopLogging', 7);
  await addEvents(beta, 'DeleteTrail', 5);
});
beforeEach(() => opened.database.workerPool.query('delete from alert_rule'));

async function addEvents(account: string, name: string, events: number): Promise<void> {
  await opened.database.ownerPool.query(
    `with named as (
       insert into action (id, hash, service, event_name, read_only, category)
       select max(id) + 1, gen_random_uuid(), 'cloudtrail', $2, false, 'management' from action returning id
     )
     insert into activity_value (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours)
     select $1, $4, 4, id, 0, $3, 0, 0, 1, 1 from named`,
    [account, name, events, DAY],
  );
}

function sigmaRule(names: string[]): RuleDefinition {
  return {
    name: `Sigma of ${names.join()}`,
    severity: 'high',
    description: '',
    runbook: '',
    techniques: ['T1562.008'],
    condition: {
      all: [
        { field: 'eventName', op: 'equals', values: names },
        { not: { field: 'requestParameters.name', op: 'equals', values: ['test'] } },
      ],
    },
    when: { kind: 'every' },
    groupBy: ['@user'],
    quietMinutes: 60,
    exclusions: [],
    references: [],
    origin: { format: 'sigma', tags: [], falsePositives: [] },
  };
}

async function addRule(
  place: { view?: boolean; account?: string },
  what: { builtinId?: string; definition?: RuleDefinition; mode?: string },
): Promise<number> {
  const { rows } = await opened.database.workerPool.query(
    `insert into alert_rule (view_id, account_id, builtin_id, definition, mode)
     values (case when $1 then (select id from view where slug = 'prod') end, $2, $3, $4, $5) returning id`,
    [
      place.view === true,
      place.account ?? null,
      what.builtinId ?? null,
      what.definition,
      what.mode ?? 'live',
    ],
  );
  return rows[0].id;
}

async function addFinding(rule: number, account: string, at = '2026-11-18T10:00:00Z'): Promise<void> {
  await opened.database.workerPool.query(
    `insert into finding (rule_id, revision, account_id, group_hash, group_values, severity, first_at, last_at, events, historic, silent)
     values ($1, 1, $2, '${GROUP}', '["root"]', 'high', $3, $3, 1, false, false)`,
    [rule, account, at],
  );
}

async function coverageOf(role: Role, kind: ScopeKind, id: string): Promise<Coverage> {
  const scope = await opened.scopeFor(role, kind, id);
  const { stored, seen } = await readScope(opened.database.webPool, scope, async (db) => ({
    stored: await listCoveringRules(db, scope, FROM),
    seen: await countSeenEvents(db, scope, FROM),
  }));
  return prepareCoverage(stored, seen);
}

const ruleOf = ({ rules }: Coverage, key: string | number) => rules.find((rule) => rule.key === String(key));

it('knows of every built-in rule, and says that those that nobody switched on look at nothing', async () => {
  const { rules, techniques } = await coverageOf('admin', 'view', 'prod');
  expect(rules).toHaveLength(BUILT_IN_RULES.length);
  expect(new Set(rules.map(({ state }) => state))).toEqual(new Set(['off']));
  expect(techniques.every(({ on }) => on === 0)).toBe(true);
  expect(techniques.filter(({ name }) => name === '')).toEqual([]);
});

it('tells rules that fired from those that had something to see, and those that had not', async () => {
  const fired = await addRule({ view: true }, { definition: sigmaRule(['StopLogging']) });
  const quiet = await addRule({ view: true }, { definition: sigmaRule(['DeleteTrail', 'UpdateTrail']) });
  const unseen = await addRule({ view: true }, { definition: sigmaRule(['PutEventSelectors']) });
  await addFinding(fired, alpha);
  await addFinding(quiet, alpha, '2026-09-01T00:00:00Z');
  const coverage = await coverageOf('manager', 'view', 'prod');
  expect(ruleOf(coverage, fired)).toMatchObject({ state: 'fired', origin: 'sigma', findings: 1, seen: 7 });
  expect(ruleOf(coverage, quiet)).toMatchObject({
    state: 'quiet',
    findings: 0,
    seen: 5,
    events: [
      { name: 'deletetrail', seen: 5 },
      { name: 'updatetrail', seen: 0 },
    ],
    fields: ['eventName', 'requestParameters.name', '@user'],
  });
  expect(ruleOf(coverage, unseen)).toMatchObject({ state: 'unseen', seen: 0 });
  const technique = coverage.techniques.find(({ id }) => id === 'T1562.008');
  expect(technique).toMatchObject({ on: 3, unseen: 1, findings: 1 });
});

it('of an account has the rules of its views, and its own events and findings alone', async () => {
  const ofView = await addRule({ view: true }, { definition: sigmaRule(['StopLogging', 'DeleteTrail']) });
  await addRule({ view: true }, { builtinId: 'cis-4.3', mode: 'silent' });
  await addRule({ account: alpha }, { definition: sigmaRule(['StopLogging']) });
  await addFinding(ofView, alpha);
  const coverage = await coverageOf('ownerBeta', 'account', beta);
  expect(ruleOf(coverage, ofView)).toMatchObject({ state: 'quiet', findings: 0, seen: 5, views: ['Prod'] });
  expect(ruleOf(coverage, 'builtin:cis-4.3')).toMatchObject({ silent: true, views: ['Prod'] });
  expect(coverage.rules.filter(({ origin }) => origin === 'sigma')).toHaveLength(1);
});
