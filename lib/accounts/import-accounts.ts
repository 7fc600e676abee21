import type { AuditRecord } from '#lib/audit/record.ts';
import { recordAudits } from '#lib/audit/record.ts';
import { auditName, type Doer, requireAdmin } from '#lib/auth/actor.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { accountNumber } from './account-id.ts';
import { changesSomething, type PlannedLine, planImport } from './plan-import.ts';

/** Time for one import, in ms: thousands of accounts in a handful of statements. */
const IMPORT_TIMEOUT_MS = 60_000;

export type ImportResult = { added: number; renamed: number; joined: number; owned: number };

/**
 * Does what `planImport` says of the same text, all of it or nothing. `conflict` where a line has a fault; `forbidden` unless
 * the doer is an admin.
 */
export async function importAccounts(db: PrismaClient, doer: Doer, text: string): Promise<ImportResult> {
  requireAdmin(doer, 'add accounts');
  return db.$transaction(
    async (tx) => {
      const plan = await planImport(tx, text);
      const wrong = plan.lines.find(({ fault }) => fault);
      if (wrong) {
        throw new TrailkeepError('conflict', `Line ${wrong.line}: ${wrong.fault}`, {
          hint: 'Nothing was changed.',
        });
      }
      const lines = plan.lines.filter(changesSomething);
      await write(tx, lines);
      await recordAudits(
        tx,
        lines.flatMap((line) => auditOf(line, doer)),
      );
      const count = (of: (line: PlannedLine) => unknown) => lines.filter(of).length;
      return {
        added: count(({ adds }) => adds),
        renamed: count(({ renamesFrom }) => renamesFrom),
        joined: count(({ joins }) => joins),
        owned: count(({ owns }) => owns),
      };
    },
    { timeout: IMPORT_TIMEOUT_MS },
  );
}

async function write(tx: PrismaConnection, lines: PlannedLine[]): Promise<void> {
  await tx.account.createMany({
    data: lines.flatMap(({ id, adds }) => (adds ? [{ id: accountNumber(id), name: adds }] : [])),
    skipDuplicates: true,
  });
  const renamed = lines.filter(({ renamesFrom }) => renamesFrom);
  await tx.$executeRaw`
    update account set name = changed.name
    from unnest(${renamed.map(({ id }) => id)}::bigint[], ${renamed.map(({ name }) => name)}::text[]) as changed(id, name)
    where account.id = changed.id`;
  await tx.viewAccount.createMany({
    data: lines.flatMap(({ id, joins }) =>
      joins ? [{ viewId: joins.viewId, accountId: accountNumber(id) }] : [],
    ),
    skipDuplicates: true,
  });
  const owned = lines.filter(({ owns }) => owns);
  await tx.$executeRaw`
    insert into access_grant (user_id, account_id, level)
    select person, account, 'owner'
    from unnest(${owned.map(({ owns }) => owns?.userId)}::uuid[], ${owned.map(({ id }) => id)}::bigint[]) as owned(person, account)
    on conflict (user_id, account_id) do update set level = 'owner', from_rule = false`;
}

function auditOf({ id, name, adds, renamesFrom, joins, owns }: PlannedLine, doer: Doer): AuditRecord[] {
  const by = auditName(doer);
  const target = `account:${id}`;
  return [
    ...(adds ? [{ by, target, action: 'account.add', detail: { name: adds } }] : []),
    ...(renamesFrom
      ? [{ by, target, action: 'account.rename', detail: { from: renamesFrom, to: name } }]
      : []),
    ...(joins
      ? [{ by, target: `view:${joins.slug}`, action: 'view.add-account', detail: { account: id } }]
      : []),
    ...(owns ? [{ by, target, action: 'access.grant', detail: { to: owns.email, level: 'owner' } }] : []),
  ];
}
