import type { Command } from 'commander';
import { recordAudit } from '#lib/audit/record.ts';
import { connect, createRolePool } from '#lib/db/pool.ts';
import { type Rotation, rotateSecrets } from '#lib/secrets/rotate-secrets.ts';
import { answer, type CommonOptions, withDatabase } from './context.ts';

export function addSecretsCommands(program: Command): void {
  program
    .command('secrets')
    .description('stored secrets: keys of buckets and accounts')
    .command('rotate')
    .description(
      'make new data keys and encrypt every stored secret under them, while everything else goes on; run it again if it was ended',
    )
    .option('--json', 'one JSON object on stdout')
    .action(async (options: CommonOptions) => {
      const rotation = await rotate();
      if (rotation.failed.length > 0) process.exitCode = 1;
      answer(options, rotation, [
        `${rotation.secrets} secrets are encrypted under new data keys; ${rotation.keysRemoved} old ones are gone.`,
        ...rotation.failed.map(({ secret, reason }) => `Left as it was: the secret of ${secret}. ${reason}`),
      ]);
    });
}

async function rotate(): Promise<Rotation> {
  return withDatabase(async (db) => {
    const pool = createRolePool('owner', 1);
    const owner = await connect(pool);
    try {
      const rotation = await rotateSecrets(owner);
      const detail = { secrets: rotation.secrets, failed: rotation.failed.length };
      await recordAudit(db, { by: 'system', action: 'secrets.rotate', target: 'secrets', detail });
      return rotation;
    } finally {
      owner.release();
      await pool.end();
    }
  });
}
