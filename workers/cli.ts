import { Command, CommanderError } from 'commander';
import { toTrailkeepError } from '#lib/errors.ts';
import { answer, type CommonOptions } from './commands/context.ts';
import { prepareDatabase } from './prepare-database.ts';

const program = new Command('trailkeep')
  .description('Reports over the CloudTrail logs of many AWS accounts')
  .exitOverride()
  .showHelpAfterError('(--help shows what this command takes)');

const people = async () => (await import('./commands/people.ts')).addPeopleCommands;
/** Who adds the commands of each name. All of them together take most of a second to load, so only those asked for are. */
const COMMANDS = new Map<string, () => Promise<(program: Command) => void>>(
  Object.entries({
    migrate: async () => addMigrateCommand,
    user: people,
    token: people,
    view: people,
    account: people,
    grant: people,
    source: async () => (await import('./commands/sources.ts')).addSourceCommands,
    collect: async () => (await import('./commands/collect.ts')).addCollectCommand,
    retention: async () => (await import('./commands/retention.ts')).addRetentionCommands,
    secrets: async () => (await import('./commands/secrets.ts')).addSecretsCommands,
    sigma: async () => (await import('./commands/sigma.ts')).addSigmaCommands,
  }),
);
const asked = COMMANDS.get(process.argv[2] ?? '');
for (const load of asked ? [asked] : new Set(COMMANDS.values())) (await load())(program);

try {
  await program.parseAsync();
} catch (thrown) {
  if (thrown instanceof CommanderError) process.exit(thrown.exitCode);
  const error = toTrailkeepError(thrown);
  process.stderr.write(`trailkeep: ${[error.message, error.hint].filter(Boolean).join(' ')}\n`);
  if (error.code === 'internal')
    process.stderr.write(`${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  process.exit(1);
}

function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the current schema')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: CommonOptions) => {
      const { applied, release } = await prepareDatabase();
      await release();
      answer(
        options,
        { applied },
        applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.',
      );
    });
}
