import { z } from 'zod';
import { recordAudits } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { managesPlace } from '../exclusions/manages-place.ts';
import { findingRight } from './finding-right.ts';
import { FINDING_STATES, type FindingState } from './schema.ts';

const id = z.string().regex(/^\d{1,18}$/, 'This is no id of a finding.');
const comment = z.string().trim().max(4_000, 'A comment has at most 4,000 characters.');

export const findingChange = z
  .strictObject({
    state: z.enum(FINDING_STATES).optional(),
    /** A person's id; null for nobody. */
    assignee: z.uuid().nullable().optional(),
    comment: comment.optional(),
  })
  .refine((change) => change.state || change.assignee !== undefined || change.comment, {
    error: 'Say what is to change: state, assignee or comment.',
  });
export type FindingChange = z.infer<typeof findingChange>;

const KINDS: Readonly<Record<FindingState, string>> = {
  open: 'reopened',
  acknowledged: 'acknowledged',
  closed: 'closed',
};

/**
 * Changes a finding that the scope shows, writes its history and the audit log. For who manages the scope; who does not manage the view
 * of its rule acknowledges it and comments on it alone. Others get `forbidden`; `not-found` where it is not the scope's, or the assignee
 * may not see it.
 */
export async function changeFinding(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  findingId: string,
  input: FindingChange,
): Promise<void> {
  const change = findingChange.parse(input);
  id.parse(findingId);
  if (!scope.canManage)
    throw new TrailkeepError('forbidden', 'You may read these findings and not change them.', {
      hint: 'An owner of the account, a manager of the view or a security admin can.',
      refused: true,
    });
  await db.$transaction(async (tx) => {
    // Row-level security lets the transaction touch findings of these accounts and no others.
    await tx.$queryRaw`select set_config('app.accounts', ${scope.accountIds.join(',')}, true)`;
    const finding = await lockFinding(tx, scope, findingId);
    if (goesBeyondAnswer(change, finding)) requireChange(doer, scope, finding);
    const assignee = change.assignee
      ? await findAssignee(tx, scope, finding.accountId, change.assignee)
      : null;
    const entries = entriesOf(change, finding, assignee);
    if (entries.length === 0) return;
    await tx.finding.update({
      where: { id: finding.id },
      data: {
        ...(change.state && { state: change.state }),
        ...(change.assignee !== undefined && { assigneeId: change.assignee }),
        changedAt: new Date(),
      },
    });
    for (const { kind, comment, assignee } of entries)
      await tx.$executeRaw`
        insert into finding_history (finding_id, account_id, user_id, actor, kind, comment, assignee)
        values (${finding.id}, ${finding.accountId}, ${doer.userId}::uuid, ${doer.name}, ${kind}, ${comment ?? null}, ${assignee ?? null})`;
    await recordAudits(
      tx,
      entries.map(({ kind, assignee }) => ({
        by: auditName(doer),
        action: `finding.${kind}`,
        target: `finding:${findingId}`,
        ...(assignee && { detail: { assignee } }),
      })),
    );
  });
}

/** `assignee`: the name of whom it is given to. */
type Entry = { kind: string; comment?: string; assignee?: string | null };

/** A line of the history for each thing that is not so yet. */
function entriesOf(change: FindingChange, finding: Locked, assignee: string | null): Entry[] {
  const entries: Entry[] = [];
  if (change.state && change.state !== finding.state) entries.push({ kind: KINDS[change.state] });
  if (change.assignee !== undefined && change.assignee !== finding.assigneeId)
    entries.push({ kind: 'assigned', assignee });
  if (change.comment) entries.push({ kind: 'comment', comment: change.comment });
  return entries;
}

/** What is not so yet is more than to acknowledge what is open, and to comment. */
function goesBeyondAnswer({ state, assignee }: FindingChange, finding: Locked): boolean {
  const acknowledges = state === 'acknowledged' && finding.state === 'open';
  const isGiven = assignee !== undefined && assignee !== finding.assigneeId;
  return isGiven || (state !== undefined && state !== finding.state && !acknowledges);
}

function requireChange(doer: Actor, { canManage }: Scope, { viewId, viewName }: Locked): void {
  const decides = viewId !== null && managesPlace(doer, { viewId, accountId: null });
  if (findingRight({ canManage, ofView: viewId !== null, decides }) === 'change') return;
  throw new TrailkeepError(
    'forbidden',
    `A rule of the view ${viewName} found this: here you may acknowledge it while it is open, and comment on it.`,
    {
      hint: 'A manager of that view or a security admin can close it, reopen it or give it to somebody.',
      refused: true,
    },
  );
}

type Locked = {
  id: bigint;
  accountId: bigint;
  state: string;
  assigneeId: string | null;
  /** Of its rule, where that is a view's. */
  viewId: number | null;
  viewName: string | null;
};

async function lockFinding(tx: PrismaConnection, scope: Scope, findingId: string): Promise<Locked> {
  const rows: Locked[] = await tx.$queryRaw`
    select f.id, f.account_id as "accountId", f.state, f.assignee_id as "assigneeId", r.view_id as "viewId", v.name as "viewName"
    from finding f join alert_rule r on r.id = f.rule_id left join view v on v.id = r.view_id
    where f.id = ${BigInt(findingId)} and f.account_id in (select scope_accounts())
      and (${scope.kind} = 'account' or r.account_id is not null or r.view_id = (select id from view where slug = ${scope.id}))
    for update of f`;
  if (rows[0]) return rows[0];
  throw new TrailkeepError('not-found', `There is no finding ${findingId} here.`, {
    hint: 'Events that came late may have joined it to another one.',
  });
}

/** The person's name, if they may see the finding. */
async function findAssignee(
  tx: PrismaConnection,
  scope: Scope,
  accountId: bigint,
  userId: string,
): Promise<string> {
  const view = scope.kind === 'view' ? [{ view: { slug: scope.id } }] : [];
  const person = await tx.user.findFirst({
    where: {
      id: userId,
      disabledAt: null,
      OR: [{ role: 'admin' }, { grants: { some: { OR: [{ accountId }, ...view] } } }],
    },
    select: { name: true },
  });
  if (person) return person.name;
  throw new TrailkeepError('not-found', 'This person may not see the finding.', {
    hint: 'Give it to somebody who has access to the account or the view.',
  });
}
