import { resolve } from 'node:path';
import type { Command } from 'commander';
import { ZodError } from 'zod';
import { createRolePool, type Pool } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PolicyPlace } from '#lib/policies/iam-policy.ts';
import { mendTestStep } from '#lib/policies/mend-test-step.ts';
import { createSource, removeSource } from '#lib/sources/mutations.ts';
import { readSourceSecret } from '#lib/sources/open-store.ts';
import { countAddedAccounts } from '#lib/sources/queries/count-added-accounts.ts';
import { getSource, type SourceRow } from '#lib/sources/queries/get-source.ts';
import { listAllSources } from '#lib/sources/queries/list-all-sources.ts';
import type { NewSourceInput } from '#lib/sources/schema.ts';
import { testSource } from '#lib/sources/test-source.ts';
import type { TestStep } from '#lib/sources/test-step.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { answer, type CommonOptions, secretFromStdin, withDatabase } from './context.ts';

type AddOptions = CommonOptions & {
  view?: string;
  account?: string;
  bucket?: string;
  directory?: string;
  prefix?: string;
  region?: string;
  endpoint?: string;
  accessKey?: string;
  roleArn?: string;
  externalId?: string;
  days?: string;
  regions?: string;
  sqsQueueUrl?: string;
};

export function addSourceCommands(program: Command): void {
  const source = program.command('source').description('log sources: buckets, and folders laid out like one');
  source
    .command('add')
    .description(
      'add a log source and print its id; the secret key comes from stdin or TRAILKEEP_SECRET_ACCESS_KEY',
    )
    .option('--view <slug>', 'the view that it belongs to')
    .option('--account <number>', 'or the account')
    .option('--bucket <name>', 'S3 bucket')
    .option('--directory <path>', 'or a folder laid out like a bucket')
    .option('--prefix <prefix>', 'what stands before AWSLogs/')
    .option('--region <region>', "the bucket's region; found where it is not given")
    .option('--endpoint <url>', 'only for S3-compatible services')
    .option('--access-key <id>', 'access key of an IAM user')
    .option('--role-arn <arn>', 'role to assume')
    .option('--external-id <id>', 'external id of the role')
    .option('--days <number>', 'days to collect, counting back from today (14; of a folder all)')
    .option('--regions <list>', 'only these, with commas between')
    .option('--sqs-queue-url <url>', 'queue that is told of new objects')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: AddOptions) => {
      const input = options.bucket ? await bucketInput(options) : folderInput(options);
      const created = await withDatabase((db) =>
        asOptionFault(() => createSource(db, 'system', ownerOf(options), input)),
      );
      answer(options, created, String(created.id));
    });

  source
    .command('list')
    .description('list the log sources with their state')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: CommonOptions) => {
      const sources = await withWorkerPool((pool) => listAllSources(pool));
      const lines = sources.map(({ id, place, state, events, reason }) =>
        [id, place, state, `${events} events`, reason].filter(Boolean).join('  '),
      );
      answer(options, { sources }, lines.length > 0 ? lines : 'No log sources yet.');
    });

  source
    .command('test')
    .argument('<id>', "the source's id")
    .description('try what collecting needs, step by step')
    .option('--json', 'one JSON object on stdout')
    .action(async (id: string, options: CommonOptions) => {
      const steps = await withWorkerPool((pool) => testSaved(pool, numberOf(id), options));
      if (steps.some((step) => step.state === 'failed')) process.exitCode = 1;
      if (options.json) answer(options, { steps }, []);
    });

  source
    .command('remove')
    .argument('<id>', "the source's id")
    .description('remove a log source; its events stay, unless they are to be deleted too')
    .option('--delete-data', 'delete the events that only it brought, and their objects')
    .option('--json', 'one JSON object on stdout')
    .action(async (id: string, options: CommonOptions & { deleteData?: boolean }) => {
      const data = options.deleteData ? 'delete' : 'keep';
      await withDatabase((db) => removeSource(db, 'system', numberOf(id), data));
      const events = data === 'keep' ? 'Its events stay.' : 'The worker deletes its events.';
      answer(options, { removed: numberOf(id), data }, `Removed the log source ${id}. ${events}`);
    });
}

/** Makes the test, and prints each step as it ends unless the answer is to be JSON. */
async function testSaved(pool: Pool, sourceId: number, options: CommonOptions): Promise<TestStep[]> {
  const source = await getSource(pool, sourceId);
  const secret = await readSourceSecret(pool, sourceId);
  const steps: TestStep[] = [];
  const countAdded = (accountIds: readonly string[]) => countAddedAccounts(pool, accountIds);
  for await (const step of testSource(source, secret, { countAdded })) {
    steps.push(step);
    if (!options.json) answer(options, {}, stepLines(step, placeOf(source)));
  }
  return steps;
}

function stepLines({ name, state, code, message, hint, mend }: TestStep, place: PolicyPlace): string[] {
  const indent = ' '.repeat(10);
  const lines = [`${state.padEnd(8)}  ${name}: ${code && state === 'failed' ? `${code}: ` : ''}${message}`];
  if (hint) lines.push(`${indent}${hint}`);
  if (!mend) return lines;
  const { words, statement } = mendTestStep(mend, place);
  return [...lines, `${indent}To mend it, ${words}`, ...statement.split('\n').map((line) => indent + line)];
}

function placeOf({ bucket, prefix, region }: SourceRow): PolicyPlace {
  return { bucket: bucket ?? '', prefix, region: region ?? '' };
}

function ownerOf({ view, account }: AddOptions): { view: string } | { account: string } {
  if (view !== undefined && account === undefined) return { view };
  if (account !== undefined && view === undefined) return { account: account.replaceAll('-', '') };
  throw new TrailkeepError(
    'bad-request',
    'Name what the source belongs to: --view SLUG or --account NUMBER.',
  );
}

async function bucketInput(options: AddOptions): Promise<NewSourceInput> {
  const secretAccessKey = options.accessKey
    ? (process.env.TRAILKEEP_SECRET_ACCESS_KEY ?? (await secretFromStdin()))
    : undefined;
  const keys = { accessKeyId: options.accessKey ?? '', secretAccessKey };
  return {
    kind: 's3',
    bucket: options.bucket ?? '',
    ...settingsOf(options),
    region: options.region,
    endpoint: options.endpoint,
    sqsQueueUrl: options.sqsQueueUrl,
    credentials: options.roleArn
      ? { kind: 'role', roleArn: options.roleArn, externalId: options.externalId, ...keys }
      : options.accessKey
        ? { kind: 'access-key', ...keys }
        : { kind: 'default' },
  };
}

function folderInput(options: AddOptions): NewSourceInput {
  if (!options.directory) throw new TrailkeepError('bad-request', 'Name a --bucket or a --directory.');
  return { kind: 'directory', directory: resolve(options.directory), ...settingsOf(options) };
}

function settingsOf({ prefix, days, regions }: AddOptions) {
  return { prefix, collectDays: days, regions: regions ?? [] };
}

function numberOf(id: string): number {
  if (/^\d{1,9}$/.test(id)) return Number(id);
  throw new TrailkeepError('bad-request', `${id} is not the id of a log source.`, {
    hint: 'trailkeep source list shows them.',
  });
}

async function asOptionFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const [issue] = error.issues;
    throw new TrailkeepError('bad-request', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`, {
      hint: 'See --help of this command.',
      cause: error,
    });
  }
}

async function withWorkerPool<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const database = await prepareDatabase();
  const pool = createRolePool('worker', 2);
  try {
    return await work(pool);
  } finally {
    await pool.end();
    await database.release();
  }
}
