import type { AuditResult } from './record.ts';

/** One line of the audit log, as its page, the API and exports give it. */
export type AuditEntry = {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  /** The person's e-mail address then, `system` for commands on the server, `anonymous` before a sign-in. */
  actor: string;
  userId: string | null;
  /** `<noun>.<verb>` */
  action: string;
  target: string;
  result: AuditResult;
  ipAddress: string | null;
  detail: Record<string, unknown> | null;
};

/** Which lines: in the period (half-open; null for no end), with the texts somewhere in their person and their target. */
export type AuditFilters = {
  from: Date | null;
  to: Date | null;
  person: string;
  action: string;
  target: string;
  result: AuditResult | null;
};

/** `next` leads to the older lines; null on the last page. */
export type AuditPage = { entries: AuditEntry[]; next: string | null };

/** Names of the columns of an export, in their order. */
export const AUDIT_COLUMNS = [
  'at',
  'actor',
  'userId',
  'action',
  'target',
  'result',
  'ipAddress',
  'detail',
] as const;
