import { z } from 'zod';
import type { Pool } from '#lib/db/pool.ts';
import { errorMessage, toTrailkeepError } from '#lib/errors.ts';
import { log } from '#lib/log.ts';
import { credentialsOf, readSourceSecret } from '#lib/sources/open-store.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { checkPolicies } from './check-policies.ts';
import { checkedFields } from './checked-fields.ts';
import type { PolicyReadings } from './policy-reading.ts';
import { listOrganisationAccounts } from './queries/list-organisation-accounts.ts';
import { readSetup, type SetupFields } from './setup-fields.ts';

const claimed = z.object({ id: z.string(), source_id: z.number(), fields: checkedFields });

/** Makes all checks of policies that wait, one after another. Several may run at once. */
export async function runPolicyChecks(pool: Pool): Promise<void> {
  await pool.query(`delete from policy_check where created_at < now() - interval '1 day'`);
  for (;;) {
    const { rows } = await pool.query(
      `update policy_check set started_at = now() where id = (
         select id from policy_check where started_at is null order by created_at limit 1 for update skip locked
       ) returning id::text, source_id, fields`,
    );
    if (!rows[0]) return;
    const { id, source_id, fields } = claimed.parse(rows[0]);
    const result = await runCheck(pool, source_id, fields);
    await pool.query('update policy_check set result = $2::jsonb, finished_at = now() where id = $1', [
      id,
      JSON.stringify(result),
    ]);
  }
}

async function runCheck(pool: Pool, sourceId: number, fields: SetupFields): Promise<PolicyReadings> {
  try {
    const source = await getSource(pool, sourceId);
    const secret = await readSourceSecret(pool, sourceId);
    const { plan } = readSetup(fields);
    const ofOrganisation = new Set(await listOrganisationAccounts(pool, sourceId));
    const accounts = plan.accounts.filter((id) => !ofOrganisation.has(id));
    const readings = await checkPolicies(
      { ...plan, accounts },
      {
        credentials: credentialsOf(source, secret),
        bucket: source.bucket ?? '',
        region: source.region,
        endpoint: source.endpoint,
      },
    );
    return { ...readings, organisation: plan.accounts.filter((id) => ofOrganisation.has(id)) };
  } catch (error) {
    log.warn({ sourceId, reason: errorMessage(error) }, 'the policies of a source could not be checked');
    const { message, hint } = toTrailkeepError(error);
    return {
      bucket: { text: null, fault: { message, hint: hint ?? null }, check: null },
      key: null,
      organisation: [],
    };
  }
}
