import type { Command } from 'commander';
import { createRolePool } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { deleteOld, type OldDeleted } from '../delete-old.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { answer, type CommonOptions } from './context.ts';

export function addRetentionCommands(program: Command): void {
  const retention = program
    .command('retention')
    .description('what is deleted because it is too old; how long things are kept is set in the portal');
  retention
    .command('run')
    .description('delete now what is older than it is kept; the worker does so each night')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: CommonOptions) => {
      const { elsewhere, ...run } = await runNow();
      if (elsewhere) {
        throw new TrailkeepError('conflict', 'A worker is deleting what is too old just now.', {
          hint: 'Wait for it, or run this again later.',
        });
      }
      if (run.busy.length > 0) process.exitCode = 1;
      answer(options, run, [
        `${run.weeks.length} weeks with ${run.events} events, ${run.objects} objects of the ledger, ${run.auditEntries} lines of the audit log and ${run.seen} of what rules had seen were deleted.`,
        ...run.busy.map((week) => `The week of ${week} was in use all the while: run this again.`),
      ]);
    });
}

async function runNow(): Promise<OldDeleted> {
  const database = await prepareDatabase();
  const pool = createRolePool('worker', 3);
  try {
    return await deleteOld(pool);
  } finally {
    await pool.end();
    await database.release();
  }
}
