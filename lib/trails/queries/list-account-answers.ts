import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import type { AccountAnswer } from '../trail.ts';
import { timeOrNull } from './row-values.ts';
import { scopeAccounts } from './unexplained-logs.ts';

const answerRow = z.object({
  accountId: z.string(),
  name: z.string().nullable(),
  credentials: z.enum(['access-key', 'role', 'default']).nullable(),
  asking: z.boolean(),
  askedAt: timeOrNull,
  answeredAt: timeOrNull,
  silentRegions: z.array(z.string()),
  faultCode: z.string().nullable(),
  faultMessage: z.string().nullable(),
  faultHint: z.string().nullable(),
  faultAt: timeOrNull,
});

/** Every account of the scope and when AWS last told about its trails; those that failed first. Run it inside `readScope`. */
export async function listAccountAnswers(db: Queryable, scope: Scope): Promise<AccountAnswer[]> {
  const { rows } = await db.query(
    sql`
      select lpad(id::text, 12, '0') as "accountId", account.name, c.credential_kind as credentials,
        c.requested_at is not null as asking, c.asked_at as "askedAt", c.answered_at as "answeredAt",
        coalesce(c.silent_regions, '{}') as "silentRegions", c.error_code as "faultCode", c.error_message as "faultMessage",
        c.error_hint as "faultHint", c.error_at as "faultAt"
      from unnest(${scopeAccounts(scope)}::bigint[]) as id
      left join account using (id)
      left join account_credential c on c.account_id = id
      order by c.error_code is null, c.account_id is null, lower(account.name) nulls last, id`.toQuery(),
  );
  return z.array(answerRow).parse(rows).map(toAnswer);
}

function toAnswer(row: z.infer<typeof answerRow>): AccountAnswer {
  const { faultCode: code, faultMessage: message, faultHint: hint, faultAt: at, ...rest } = row;
  return {
    ...rest,
    asking: row.asking === true,
    fault: code && message && at ? { code, message, hint, at } : null,
  };
}
