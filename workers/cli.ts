import { Command, CommanderError } from 'commander';
import { toTrailkeepError } from '#lib/errors.ts';
import { addCollectCommand } from './commands/collect.ts';
import { answer, type CommonOptions } from './commands/context.ts';
import { addPeopleCommands } from './commands/people.ts';
import { addRetentionCommands } from './commands/retention.ts';
import { addSecretsCommands } from './commands/secrets.ts';
import { addSigmaCommands } from './commands/sigma.ts';
import { addSourceCommands } from './commands/sources.ts';
import { prepareDatabase } from './prepare-database.ts';

const program = new Command('trailkeep')
  .description('Reports over the CloudTrail logs of many AWS accounts')
  .exitOverride()
  .showHelpAfterError('(--help shows what this command takes)');

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

addPeopleCommands(program);
addSourceCommands(program);
addCollectCommand(program);
addRetentionCommands(program);
addSecretsCommands(program);
addSigmaCommands(program);

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
