// `npm run bench -- alerts`: what alert rules cost the ingestion, with and without them by turns in one run. CPU time, which other
// load on the machine changes less than it does the clock's.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { BUILT_IN_RULES } from '#lib/alerts/rules/built-in-rules.ts';
import type { Pool } from '#lib/db/pool.ts';
import { prepareDataset } from './dataset.ts';
import { median, runChild } from './measure.ts';
import { createBenchDatabase } from './trailkeep-database.ts';

const collected = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  result: z.object({ events: z.number() }),
});

type Round = {
  seconds: number;
  workerMicros: number;
  serverMicros: number;
  matches: number;
  findings: number;
};

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '3' },
    custom: { type: 'string', default: '500' },
  },
});
const dataset = prepareDataset({ root: '.bench', events: Number(values.events), seed: 1 }, say);
const custom = Number(values.custom);
const without: Round[] = [];
const withRules: Round[] = [];
for (let round = 1; round <= Number(values.rounds); round++) {
  for (const [rounds, rules] of [
    [without, []],
    [withRules, customRules(custom)],
  ] as const) {
    rounds.push(await ingest(rules));
    say(`round ${round}, ${rules.length === 0 ? 'no rules' : 'all rules'}: ${JSON.stringify(rounds.at(-1))}`);
  }
}
const [before, after] = [without, withRules].map((rounds) => ({
  workerMicros: median(rounds.map(({ workerMicros }) => workerMicros)),
  allMicros: median(rounds.map(({ workerMicros, serverMicros }) => workerMicros + serverMicros)),
  seconds: median(rounds.map(({ seconds }) => seconds)),
}));
process.stdout.write(
  `${JSON.stringify({ events: dataset.events, rules: BUILT_IN_RULES.length + custom, before, after }, null, 2)}\n`,
);

async function ingest(rules: readonly RuleDefinition[]): Promise<Round> {
  const database = await createBenchDatabase(join(dataset.home, 'data-alerts'), {
    kind: 'directory',
    directory: dataset.directory,
  });
  try {
    if (rules.length > 0) await addRules(database.owner, rules);
    const before = database.cpuSeconds() ?? 0;
    const run = collected.parse(
      await runChild('trailkeep-collect.ts', [String(database.sourceId)], {
        TRAILKEEP_DATA_DIR: database.dataDirectory,
        DATABASE_URL: '',
        LOG_LEVEL: 'warn',
      }),
    );
    const serverSeconds = (database.cpuSeconds() ?? 0) - before;
    const { rows } = await database.owner.query<{ matches: number; findings: number }>(
      'select (select count(*) from alert_match)::int as matches, (select count(*) from finding)::int as findings',
    );
    const { events } = run.result;
    return {
      seconds: run.seconds,
      workerMicros: (run.cpuSeconds * 1e6) / events,
      serverMicros: (serverSeconds * 1e6) / events,
      matches: rows[0]?.matches ?? 0,
      findings: rows[0]?.findings ?? 0,
    };
  } finally {
    await database.stop();
  }
}

async function addRules(owner: Pool, rules: readonly RuleDefinition[]): Promise<void> {
  await owner.query(
    `insert into alert_rule (view_id, builtin_id, mode) select 1, id, 'live' from unnest($1::text[]) as id`,
    [BUILT_IN_RULES.map(({ id }) => id)],
  );
  await owner.query(
    `insert into alert_rule (view_id, definition, mode) select 1, definition, 'live' from unnest($1::jsonb[]) as definition`,
    [rules.map((rule) => JSON.stringify(rule))],
  );
}

/** As people write them: most name an event, every tenth asks about any event of a person, an address or a path. */
function customRules(count: number): RuleDefinition[] {
  return Array.from({ length: count }, (_, at) => ({
    name: `Rule ${at}`,
    severity: 'medium',
    description: '',
    runbook: '',
    techniques: [],
    condition: {
      all:
        at % 10 === 0
          ? anyEvent(at)
          : [named(at), { field: '@user', op: 'wildcard', values: [`*person-${at}*`] }],
    },
    when: { kind: 'every' },
    groupBy: ['@user'],
    quietMinutes: 60,
    exclusions: [],
    references: [],
  }));
}

function named(at: number): RuleDefinition['condition'] {
  const names = BUILT_IN_RULES.flatMap(({ condition }) => namesIn(condition));
  return {
    field: '@event',
    op: 'equals',
    values: [names[at % names.length] ?? 'RunInstances', 'DescribeInstances'],
  };
}

function namesIn(condition: RuleDefinition['condition']): string[] {
  if ('all' in condition) return condition.all.flatMap(namesIn);
  if ('any' in condition) return condition.any.flatMap(namesIn);
  const isName = 'field' in condition && ['@event', 'eventName'].includes(condition.field);
  return isName ? condition.values.map(String) : [];
}

function anyEvent(at: number): RuleDefinition['condition'][] {
  const kinds: RuleDefinition['condition'][] = [
    { field: '@user', op: 'equals', values: [`person-${at}`] },
    { field: '@ip', op: 'cidr', values: [`198.51.${at % 250}.0/24`] },
    { field: 'userIdentity.sessionContext.sessionIssuer.userName', op: 'contains', values: [`role-${at}`] },
    { field: 'requestParameters.bucketName', op: 'startsWith', values: [`secret-${at}`] },
  ];
  return [kinds[(at / 10) % kinds.length] ?? { field: '@user', op: 'equals', values: ['nobody'] }];
}

function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}
