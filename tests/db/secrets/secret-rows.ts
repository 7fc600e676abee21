import type { Pool } from '#lib/db/pool.ts';
import { createSource } from '#lib/sources/mutations.ts';
import { setAccountCredentials } from '#lib/trails/mutations.ts';
import type { PrismaClient } from '#prisma/client.ts';

export const ACCOUNT = '048213975106';

/** Sources 1 … `count` of one account with the secrets `secret of source 1` …, entered as the portal enters them. */
export async function enterSecrets(owner: Pool, web: PrismaClient, count: number): Promise<number[]> {
  await owner.query(`insert into account (id, name) values ($1, 'Audit') on conflict do nothing`, [ACCOUNT]);
  const ids: number[] = [];
  for (let n = 1; n <= count; n++) ids.push(await enterSecret(web, n));
  await setAccountCredentials(web, 'system', ACCOUNT, {
    credentials: key('secret of the account'),
    endpoint: null,
  });
  return ids;
}

export async function enterSecret(web: PrismaClient, n: number): Promise<number> {
  const settings = { kind: 's3', bucket: `bucket-${n}`, credentials: key(`secret of source ${n}`) } as const;
  return (await createSource(web, 'system', { account: ACCOUNT }, settings)).id;
}

function key(secretAccessKey: string) {
  return { kind: 'access-key', accessKeyId: 'AKIDEXAMPLE', secretAccessKey } as const;
}
