import 'server-only';
import { listAccountNames } from '#lib/accounts/queries/account-names.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Reach } from '#lib/auth/resolve-reach.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { definitionOf } from '../definition.ts';
import { type OpenByPlace, sumOpenFindings } from './open-findings.ts';
import type { FindingPageParams } from './page-params.ts';
import { countOpenByAccount } from './queries/count-open-findings.ts';
import { toFindingRow } from './queries/finding-rows.ts';
import {
  countMatchDays,
  getFinding,
  listFindingDeliveries,
  listFindingEvents,
  listHistory,
} from './queries/get-finding.ts';
import { countFindings, listFindings } from './queries/list-findings.ts';
import type { FindingCounts, FindingDetail, FindingPage, NamedPerson } from './schema.ts';

export const FINDINGS_SHOWN = 50;

export type LoadedFindings = FindingPage & {
  counts: FindingCounts;
  /** Of the scope's accounts, by 12 digits. */
  accountNames: Record<string, string>;
};

/** One page of a scope's findings, as the URL asks for them, with how many wait. */
export async function loadFindings(scope: Scope, params: FindingPageParams): Promise<LoadedFindings> {
  const { page, counts, accountNames } = await readScope(webPool(), scope, async (db) => ({
    page: await listFindings(db, scope, params, FINDINGS_SHOWN),
    counts: await countFindings(db, scope),
    accountNames: await listAccountNames(db, scope),
  }));
  const names = await namesOf(page.rows.map(({ assignee_id }) => assignee_id));
  return {
    findings: page.rows.map((row) => toFindingRow(row, names)),
    next: page.next,
    counts,
    accountNames,
  };
}

/** Open findings of every view and account of Home. */
export async function loadOpenByPlace(reach: Reach): Promise<OpenByPlace> {
  const counts = await readScope(webPool(), reach.scope, (db) => countOpenByAccount(db, reach.scope));
  return sumOpenFindings(reach, counts);
}

/** Open findings of a scope, for the navigation. */
export async function countOpenFindings(scope: Scope): Promise<number> {
  return (await readScope(webPool(), scope, (db) => countFindings(db, scope))).open;
}

/** Everything beside the list about one finding; null for one that is not there, or not of this scope. */
export async function loadFinding(scope: Scope, id: string): Promise<FindingDetail | null> {
  const found = await readScope(webPool(), scope, async (db) => {
    const finding = await getFinding(db, scope, id);
    if (!finding) return null;
    return {
      finding,
      matches: await listFindingEvents(db, finding),
      days: await countMatchDays(db, finding),
      history: await listHistory(db, id),
      deliveries: await listFindingDeliveries(db, id),
    };
  });
  if (!found) return null;
  const { finding, ...rest } = found;
  const [names, owners] = await Promise.all([
    namesOf([finding.assignee_id]),
    ownersOf(BigInt(finding.account_id)),
  ]);
  const definition = definitionOf({ builtinId: finding.builtin_id, definition: finding.definition });
  const row = toFindingRow(finding, names);
  const { view_slug, scope_name } = finding;
  return {
    ...row,
    ...rest,
    description: definition.description,
    runbook: definition.runbook,
    techniques: definition.techniques,
    references: definition.references,
    builtinId: finding.builtin_id,
    mode: finding.mode,
    groupBy: finding.group_by,
    scope: view_slug
      ? { kind: 'view', id: view_slug, name: scope_name }
      : { kind: 'account', id: row.accountId, name: scope_name },
    owners,
  };
}

/** Who may be given a finding of the scope: admins, managers of the view, owners of the accounts. */
export async function loadAssignees(scope: Scope): Promise<NamedPerson[]> {
  const accountIds = scope.accountIds.map(BigInt);
  const grants =
    scope.kind === 'view'
      ? {
          OR: [
            { view: { slug: scope.id }, level: 'manager' as const },
            { accountId: { in: accountIds }, level: 'owner' as const },
          ],
        }
      : { accountId: { in: accountIds }, level: 'owner' as const };
  return prisma().user.findMany({
    where: { disabledAt: null, OR: [{ role: 'admin' }, { grants: { some: grants } }] },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
    take: 200,
  });
}

/** What people are called, by id; nobody for an id of somebody who is gone. */
export async function namesOf(ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const people = await prisma().user.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}

async function ownersOf(accountId: bigint): Promise<string[]> {
  const grants = await prisma().accessGrant.findMany({
    where: { accountId, level: 'owner', user: { disabledAt: null } },
    select: { user: { select: { name: true } } },
    take: 20,
  });
  return grants.map(({ user }) => user.name).sort();
}
