import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { accountNumber, formatAccountId } from './account-id.ts';
import { type ImportLine, MOST_IMPORT_LINES, parseImportLines } from './import-lines.ts';

/** What a line would do: each null where it would change nothing about that. */
export type PlannedLine = ImportLine & {
  /** The account is new, and this is its name. */
  adds: string | null;
  /** The account is there under another name. */
  renamesFrom: string | null;
  joins: { viewId: number; slug: string } | null;
  owns: { userId: string; email: string } | null;
};

export type ImportPlan = { lines: PlannedLine[]; faults: number; changes: number };

/** What a pasted list of accounts would do, line by line. `bad-request` for one that is too long or empty. Changes nothing. */
export async function planImport(db: PrismaConnection, text: string): Promise<ImportPlan> {
  const read = parseImportLines(text);
  if (read.length === 0) throw new TrailkeepError('bad-request', 'There is no account in it.');
  if (read.length > MOST_IMPORT_LINES) {
    throw new TrailkeepError('bad-request', `${read.length} lines are too many.`, {
      hint: `Paste at most ${MOST_IMPORT_LINES} at once.`,
    });
  }
  const known = await readKnown(db, read);
  // What a line adds the lines after it find.
  const lines = read.map((line) => planLine(line, known));
  return {
    lines,
    faults: lines.filter(({ fault }) => fault).length,
    changes: lines.filter(changesSomething).length,
  };
}

export function changesSomething({ adds, renamesFrom, joins, owns, fault }: PlannedLine): boolean {
  return !fault && Boolean(adds ?? renamesFrom ?? joins ?? owns);
}

type Known = {
  /** Names by number, and the line that named it. */
  names: Map<string, { name: string; line?: number }>;
  views: Map<string, number>;
  users: Map<string, string>;
  /** `<view> <account>` and `<user> <account>`. */
  members: Set<string>;
  owners: Set<string>;
};

async function readKnown(db: PrismaConnection, read: ImportLine[]): Promise<Known> {
  const ids = [...new Set(read.flatMap(({ id, fault }) => (fault ? [] : [accountNumber(id)])))];
  const emails = [...new Set(read.flatMap(({ owner }) => owner ?? []))];
  const accounts = await db.account.findMany({ where: { id: { in: ids } } });
  const views = await db.view.findMany({ select: { id: true, slug: true } });
  const users = await db.user.findMany({ where: { email: { in: emails }, disabledAt: null } });
  const members = await db.viewAccount.findMany({ where: { accountId: { in: ids } } });
  const owners = await db.accessGrant.findMany({ where: { accountId: { in: ids }, level: 'owner' } });
  return {
    names: new Map(accounts.map(({ id, name }) => [formatAccountId(id), { name }])),
    views: new Map(views.map(({ id, slug }) => [slug, id])),
    users: new Map(users.map(({ id, email }) => [email, id])),
    members: new Set(members.map(({ viewId, accountId }) => `${viewId} ${formatAccountId(accountId)}`)),
    owners: new Set(owners.map(({ userId, accountId }) => `${userId} ${formatAccountId(accountId ?? 0n)}`)),
  };
}

function planLine(line: ImportLine, known: Known): PlannedLine {
  const nothing = { adds: null, renamesFrom: null, joins: null, owns: null };
  const fault = line.fault ?? lookUpFault(line, known);
  if (fault) return { ...line, ...nothing, fault };
  const { id } = line;
  const there = known.names.get(id);
  const name = line.name ?? there?.name ?? `Account ${id}`;
  if (there?.name !== name || !there) known.names.set(id, { name, line: line.line });
  const viewId = known.views.get(line.view ?? '');
  const userId = known.users.get(line.owner ?? '');
  return {
    ...line,
    adds: there ? null : name,
    renamesFrom: there && there.name !== name ? there.name : null,
    joins:
      viewId !== undefined && isNew(known.members, `${viewId} ${id}`)
        ? { viewId, slug: line.view ?? '' }
        : null,
    owns:
      userId !== undefined && isNew(known.owners, `${userId} ${id}`)
        ? { userId, email: line.owner ?? '' }
        : null,
  };
}

function lookUpFault({ id, name, owner, view }: ImportLine, known: Known): string | null {
  if (view !== null && !known.views.has(view)) {
    return `There is no view ${view}. A view is named as in its address, like acme-prod.`;
  }
  if (owner !== null && !known.users.has(owner)) return `There is no user ${owner}. Invite them first.`;
  const named = known.names.get(id);
  if (named?.line !== undefined && name !== null && name !== named.name) {
    return `Line ${named.line} calls this account ${named.name}.`;
  }
  return null;
}

function isNew(set: Set<string>, entry: string): boolean {
  if (set.has(entry)) return false;
  set.add(entry);
  return true;
}
