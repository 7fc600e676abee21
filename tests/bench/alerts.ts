// `npm run bench -- alerts`: what alert rules cost the ingestion, with and without them by turns in one run. CPU time, which other
// load on the machine changes less than it does the clock's. `--shape` says what the custom rules are like (custom-rules.ts).
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { BUILT_IN_RULES } from '#lib/alerts/rules/built-in-rules.ts';
import type { Pool } from '#lib/db/pool.ts';
import { customRules, RULE_SHAPES } from './custom-rules.ts';
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
    shape: { type: 'string', default: 'published' },
  },
});
const dataset = prepareDataset({ root: '.bench', events: Number(values.events), seed: 1 }, say);
const custom = Number(values.custom);
const shape = z.enum(RULE_SHAPES).parse(values.shape);
const without: Round[] = [];
const withRules: Round[] = [];
for (let round = 1; round <= Number(values.rounds); round++) {
  for (const [rounds, rules] of [
    [without, null],
    [withRules, customRules(custom, shape)],
  ] as const) {
    rounds.push(await ingest(rules));
    say(`round ${round}, ${rules ? 'all rules' : 'no rules'}: ${JSON.stringify(rounds.at(-1))}`);
  }
}
const [before, after] = [without, withRules].map((rounds) => ({
  workerMicros: median(rounds.map(({ workerMicros }) => workerMicros)),
  allMicros: median(rounds.map(({ workerMicros, serverMicros }) => workerMicros + serverMicros)),
  seconds: median(rounds.map(({ seconds }) => seconds)),
}));
process.stdout.write(
  `${JSON.stringify({ events: dataset.events, rules: BUILT_IN_RULES.length + custom, shape, before, after }, null, 2)}\n`,
);

/** `rules` beside all built-in ones; null: no rule at all. */
async function ingest(rules: readonly RuleDefinition[] | null): Promise<Round> {
  const database = await createBenchDatabase(join(dataset.home, 'data-alerts'), {
    kind: 'directory',
    directory: dataset.directory,
  });
  try {
    if (rules) await addRules(database.owner, rules);
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

function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}
