import type { PrismaConnection } from '#lib/db/prisma.ts';
import type { Prisma } from '#prisma/client.ts';

/** Who did it, and from which address they asked, where a request stands behind it. */
export type AuditPerson = { userId: string; email: string; ipAddress?: string };

export type AuditResult = 'ok' | 'denied';

export type AuditRecord = {
  /** A person, what is typed on the server (`system`), or someone not signed in. */
  by: AuditPerson | 'system' | 'anonymous';
  /** `<noun>.<verb>`, e.g. `view.create`. */
  action: string;
  /** What it was done to, as a person would name it: an e-mail address, `view:prod`, `account:012345678901`. */
  target: string;
  result?: AuditResult;
  /** In place of the person's own. */
  ipAddress?: string;
  /** Never a secret: this is kept for years and shown. */
  detail?: Prisma.InputJsonObject;
};

/** Writes one line of the audit log. Give it the transaction of what it records, so that neither is there without the other. */
export async function recordAudit(db: PrismaConnection, record: AuditRecord): Promise<void> {
  await db.auditEntry.create({ data: toRow(record) });
}

/** The same for many lines at once. */
export async function recordAudits(db: PrismaConnection, records: readonly AuditRecord[]): Promise<void> {
  await db.auditEntry.createMany({ data: records.map(toRow) });
}

function toRow({ by, ...rest }: AuditRecord) {
  const person =
    typeof by === 'string'
      ? { userId: null, actor: by }
      : { userId: by.userId, actor: by.email, ipAddress: by.ipAddress };
  return { ...person, ...rest };
}
