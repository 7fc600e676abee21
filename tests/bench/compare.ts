import { readScope } from '#lib/auth/read-scope.ts';
import { mintScope, type Scope } from '#lib/auth/scope.ts';
import { createPool, type Pool } from '#lib/db/pool.ts';
import { errorMessage } from '#lib/errors.ts';
import { openDuckdb } from './duckdb-connection.ts';
import { chooseSubjects } from './duckdb-questions.ts';
import { REMOVE_DUPLICATES } from './duckdb-table.ts';
import { median } from './measure.ts';
import { questionsAbout } from './questions.ts';
import type { Answer } from './subjects.ts';
import type { BenchDatabase } from './trailkeep-database.ts';

export type QuestionFigures = {
  name: string;
  /** Median; null where no answer came. */
  trailkeepMs: number | null;
  duckdbMs: number;
  /** Null where both gave the same answer, else what differs. */
  difference: string | null;
};

const WARM_UP = 2;
const RUNS = 9;
const WILDCARD = '*terraform*';

/**
 * The reports' questions to both, in this process: Trailkeep as its web does, in a transaction of the web role that sees all
 * accounts through row-level security.
 */
export async function compareQuestions(
  database: BenchDatabase,
  duckdbFile: string,
  say: (line: string) => void,
): Promise<QuestionFigures[]> {
  // What autovacuum does within minutes of a load; DuckDB's table is complete with its checkpoint.
  await database.owner.query('vacuum (analyze)');
  const scope = await scopeOfEverything(database.owner, database.sourceId);
  const web = createPool(database.webUrl, 4);
  const duckdb = await openDuckdb(duckdbFile, 'latest');
  try {
    await duckdb.run(REMOVE_DUPLICATES);
    await duckdb.run('checkpoint');
    const figures: QuestionFigures[] = [];
    for (const question of questionsAbout(await chooseSubjects(duckdb, WILDCARD))) {
      say(question.name);
      const ask = () => readScope(web, scope, (db) => question.trailkeep(db, scope));
      const other = await timed(() => question.duckdb(duckdb));
      // A question that takes too long is stopped, as on a page: that is a result, and the others go on.
      const own = await timed(ask).catch((error: unknown) => ({ ms: null, answer: errorMessage(error) }));
      const difference = typeof own.answer === 'string' ? own.answer : differenceOf(own.answer, other.answer);
      figures.push({ name: question.name, trailkeepMs: own.ms, duckdbMs: other.ms, difference });
    }
    return figures;
  } finally {
    duckdb.close();
    await web.end();
  }
}

async function scopeOfEverything(owner: Pool, sourceId: number): Promise<Scope> {
  const { rows } = await owner.query<{ id: string }>(
    `select lpad(account_id::text, 12, '0') as id from source_account order by 1`,
  );
  return mintScope({
    kind: 'view',
    id: 'bench',
    name: 'Bench',
    accountIds: rows.map(({ id }) => id),
    sourceIds: [sourceId],
    canManage: false,
  });
}

async function timed(ask: () => Promise<Answer>): Promise<{ ms: number; answer: Answer }> {
  let answer: Answer = [];
  const times: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const startedAt = performance.now();
    answer = await ask();
    if (run >= WARM_UP) times.push(performance.now() - startedAt);
  }
  return { ms: median(times), answer };
}

function differenceOf(own: Answer, other: Answer): string | null {
  const entries = (answer: Answer) => new Map<string, unknown>(Object.entries(answer));
  const [ours, theirs] = [entries(own), entries(other)];
  const names = [...new Set([...ours.keys(), ...theirs.keys()])];
  const wrong = names.filter((name) => ours.get(name) !== theirs.get(name));
  const [first] = wrong;
  if (first === undefined) return null;
  return `${wrong.length} of ${names.length} values differ, e.g. “${first}”: ${ours.get(first) ?? 'absent'} and ${theirs.get(first) ?? 'absent'}`;
}
