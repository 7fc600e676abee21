import type { Pool } from '#lib/db/pool.ts';
import { log } from '#lib/log.ts';
import { askAccount } from '#lib/trails/ask-account.ts';
import { listDueAccounts } from '#lib/trails/queries/list-due-accounts.ts';
import type { JobKind } from './job-board.ts';

/** Messages of lib/trails when somebody waits for an account's trails. */
const CHANNEL = 'trailkeep_trails';
const ASK = 'trails-ask';
const ACCOUNTS_A_MINUTE = 200;

/** Asks AWS for the trails of accounts: each hourly, and at once where somebody presses Refresh. */
export function trailJobs(pool: Pool): JobKind[] {
  return [
    {
      name: 'trails-due',
      cron: '* * * * *',
      work: async (_, board) => board.put(ASK, await listDueAccounts(pool, ACCOUNTS_A_MINUTE)),
    },
    {
      name: ASK,
      channel: CHANNEL,
      atOnce: 4,
      work: async (accountId) => {
        const fault = await askAccount(pool, accountId);
        if (fault)
          log.info({ accountId, reason: fault.message }, 'the trails of an account could not be asked for');
      },
    },
  ];
}
