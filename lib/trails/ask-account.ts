import { inTransaction, type Pool } from '#lib/db/pool.ts';
import { type TrailkeepError, toTrailkeepError } from '#lib/errors.ts';
import { checkIdentity } from './check-identity.ts';
import { type Description, describeTrails } from './describe-trails.ts';
import { type AccountAccess, getAccountAccess } from './queries/get-account-access.ts';
import { regionsToAsk } from './regions-to-ask.ts';
import { writeTrails } from './write-trails.ts';

/** Hourly, each account at a moment of its own. */
const EVERY_MS = 60 * 60_000;
const SPREAD = 0.15;

/**
 * Asks AWS for the trails of an account (12 digits) and keeps the answer; a failure is kept beside the last good answer.
 * Resolves to the fault, or null. Throws only what is wrong with the database.
 */
export async function askAccount(
  pool: Pool,
  accountId: string,
  now: () => Date = () => new Date(),
): Promise<TrailkeepError | null> {
  const askedAt = now();
  const nextAt = new Date(askedAt.getTime() + EVERY_MS * (1 - SPREAD + 2 * SPREAD * Math.random()));
  let description: Description | null;
  try {
    const account = await getAccountAccess(pool, accountId);
    description = account && (await ask(accountId, account));
  } catch (thrown) {
    const fault = toTrailkeepError(thrown);
    if (fault.code === 'internal' || fault.code.startsWith('database')) throw thrown;
    await keepFault(pool, accountId, fault, askedAt, nextAt);
    return fault;
  }
  if (description) await keepAnswer(pool, accountId, description, askedAt, nextAt);
  return null;
}

async function ask(accountId: string, { access, regions }: AccountAccess): Promise<Description> {
  const [first = '', ...others] = regionsToAsk(access, regions);
  await checkIdentity(access, accountId, first);
  return describeTrails(access, [first, ...others]);
}

// Somebody may have asked again, or entered other credentials, while AWS was answering: that stays to be done.
const DONE = `asked_at = $2, next_ask_at = $3, requested_at = case when requested_at > $2 then requested_at end`;

async function keepAnswer(
  pool: Pool,
  accountId: string,
  description: Description,
  askedAt: Date,
  nextAt: Date,
): Promise<void> {
  await inTransaction(pool, async (db) => {
    const { rowCount } = await db.query(
      `update account_credential set ${DONE}, answered_at = $2, silent_regions = $4, error_code = null, error_message = null,
         error_hint = null, error_at = null
       where account_id = $1`,
      [accountId, askedAt, nextAt, description.silentRegions],
    );
    // The credentials were removed meanwhile, and with them what they showed.
    if (rowCount) await writeTrails(db, accountId, description, askedAt);
  });
}

/** `error_at` is when it first failed for that reason. */
async function keepFault(
  pool: Pool,
  accountId: string,
  fault: TrailkeepError,
  askedAt: Date,
  nextAt: Date,
): Promise<void> {
  await pool.query(
    `update account_credential set ${DONE},
       error_at = case when error_code = $4 and error_message = $5 then error_at else $2 end,
       error_code = $4, error_message = $5, error_hint = $6
     where account_id = $1`,
    [accountId, askedAt, nextAt, fault.code, fault.message, fault.hint ?? null],
  );
}
