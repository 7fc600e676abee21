import { z } from 'zod';
import type { CloudTrailAccess } from '#lib/aws/cloudtrail-client.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { readSecret } from '#lib/secrets/read-secret.ts';
import { toAccess } from '../credentials.ts';

const accessRow = z.object({
  kind: z.enum(['access-key', 'role', 'default']),
  accessKeyId: z.string().nullable(),
  roleArn: z.string().nullable(),
  externalId: z.string().nullable(),
  endpoint: z.string().nullable(),
  regions: z.array(z.string()),
});

export type AccountAccess = {
  access: CloudTrailAccess;
  /** Where the account was seen to do something, and where its known trails are at home. */
  regions: string[];
};

/**
 * What it takes to ask AWS for an account's trails (12 digits), for the worker's role alone. Null without credentials. Throws
 * `source-credentials` where the secret key is missing, `configuration` where it cannot be decrypted.
 */
export async function getAccountAccess(db: Queryable, accountId: string): Promise<AccountAccess | null> {
  const { rows } = await db.query(
    `select credential_kind as kind, access_key_id as "accessKeyId", role_arn as "roleArn", external_id as "externalId",
       endpoint, array(
         select region from source_folder where account_id = c.account_id
         union select home_region from trail where account_id = c.account_id
         order by 1
       ) as regions
     from account_credential c
     where c.account_id = $1`,
    [accountId],
  );
  if (!rows[0]) return null;
  const { regions, endpoint, ...columns } = accessRow.parse(rows[0]);
  const secretAccessKey = await readSecret(db, 'account', accountId);
  return { access: toAccess({ ...columns, secretAccessKey }, endpoint), regions };
}
