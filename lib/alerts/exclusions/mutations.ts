import { z } from 'zod';
import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { Prisma, PrismaClient } from '#prisma/client.ts';
import { compileCondition } from '../compile.ts';
import { findRule, keepToScope, type ReachedRule } from './find-rule.ts';
import { type LockedExclusion, lockExclusion } from './lock-exclusion.ts';
import { setOwnExclusion } from './own-exclusions.ts';
import {
  type ExclusionChange,
  endOf,
  exclusionChange,
  type NewExclusion,
  newExclusion,
  OWN_ID,
} from './schema.ts';

/** All are put to each event that matches the rule. */
const MOST_OF_A_RULE = 200;

/**
 * Excludes events from a rule, for who decides about it; in an account only that account's. An owner of an account asks for it in
 * place of that where the rule is a view's. `bad-request` for a condition that cannot be evaluated. Resolves to its id.
 */
export async function addExclusion(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  input: NewExclusion,
): Promise<string> {
  const asked = newExclusion.parse(input);
  compileCondition(asked.condition);
  return db.$transaction(async (tx) => {
    await keepToScope(tx, scope);
    const rule = await findRule(tx, doer, scope, asked.ruleId);
    const accountId = accountFor(rule, scope, asked.accountId);
    await refuseMore(tx, rule, accountId, asked.condition);
    const row = await tx.alertExclusion.create({
      data: {
        ruleId: rule.id,
        accountId: accountId === null ? null : BigInt(accountId),
        condition: asked.condition as Prisma.InputJsonValue,
        reason: asked.reason,
        ownerId: doer.userId,
        until: asked.until ? endOf(asked.until) : null,
        state: rule.right === 'ask' ? 'asked' : 'granted',
      },
      select: { id: true },
    });
    await note(tx, doer, scope, rule, rule.right === 'ask' ? 'ask' : 'create', {
      exclusion: row.id,
      reason: asked.reason,
      ...(accountId && { accountId }),
    });
    return String(row.id);
  });
}

/**
 * Answers a request, moves an end, or switches one of a rule's own on again; for who decides about the rule. A refusal has a reason.
 * `conflict` for what is answered or over.
 */
export async function changeExclusion(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  id: string,
  input: ExclusionChange,
): Promise<void> {
  const change = exclusionChange.parse(input);
  await db.$transaction(async (tx) => {
    await keepToScope(tx, scope);
    const own = ownOf(id);
    if (own) {
      if (!('state' in change) || change.state !== 'granted') throw notOfOwn();
      return setOwnExclusion(tx, doer, scope, own, true);
    }
    const exclusion = await lockExclusion(tx, numberOf(id));
    const rule = await findRule(tx, doer, scope, exclusion.ruleId);
    if (rule.right !== 'decide') throw undecided('answered or changed');
    if ('state' in change) return answer(tx, doer, scope, { rule, exclusion, change });
    if (exclusion.state === 'asked') throw notAnswered();
    const until = change.until === null ? null : endOf(change.until);
    await tx.alertExclusion.update({ where: { id: exclusion.id }, data: { until } });
    const detail = { exclusion: exclusion.id, until: until?.toISOString() ?? 'none' };
    await note(tx, doer, scope, rule, 'change', detail);
  });
}

/**
 * Ends an exclusion, takes a request back, or switches off one that came with its rule; for who decides about the rule. What an owner of
 * an account asked for, the account's owners take back, granted or not.
 */
export async function endExclusion(db: PrismaClient, doer: Actor, scope: Scope, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await keepToScope(tx, scope);
    const own = ownOf(id);
    if (own) return setOwnExclusion(tx, doer, scope, own, false);
    const exclusion = await lockExclusion(tx, numberOf(id));
    const rule = await findRule(tx, doer, scope, exclusion.ruleId);
    const ofOwner = exclusion.wasAsked && exclusion.accountId === scope.id;
    if (rule.right !== 'decide' && !ofOwner) throw undecided('ended');
    await tx.alertExclusion.update({
      where: { id: exclusion.id },
      data: { removedAt: new Date(), removedBy: doer.userId },
    });
    await note(tx, doer, scope, rule, exclusion.state === 'asked' ? 'withdraw' : 'end', {
      exclusion: exclusion.id,
    });
  });
}

async function answer(
  tx: PrismaConnection,
  doer: Actor,
  scope: Scope,
  asked: {
    rule: ReachedRule;
    exclusion: LockedExclusion;
    change: Extract<ExclusionChange, { state: string }>;
  },
): Promise<void> {
  const { rule, exclusion, change } = asked;
  if (exclusion.state !== 'asked')
    throw new TrailkeepError('conflict', 'This was answered already.', { hint: 'Load the page anew.' });
  const granted = change.state === 'granted';
  const until = granted && change.until !== undefined ? { until: change.until && endOf(change.until) } : {};
  await tx.alertExclusion.update({
    where: { id: exclusion.id },
    data: {
      state: change.state,
      decidedBy: doer.userId,
      decidedAt: new Date(),
      decision: change.reason ?? null,
      ...until,
    },
  });
  await note(tx, doer, scope, rule, granted ? 'grant' : 'refuse', {
    exclusion: exclusion.id,
    ...(change.reason && { reason: change.reason }),
    ...(exclusion.accountId && { accountId: exclusion.accountId }),
  });
}

/** The account that it is to hold in; null wherever the rule does. */
function accountFor(rule: ReachedRule, scope: Scope, asked: string | undefined): string | null {
  if (scope.kind === 'account') {
    if (asked === undefined || asked === scope.id) return rule.viewId === null ? null : scope.id;
  } else if (asked === undefined || scope.accountIds.includes(asked)) {
    if (scope.accountIds.length > 0) return rule.viewId === null ? null : (asked ?? null);
    throw new TrailkeepError('bad-request', `${scope.name} has no accounts: there is nothing to exclude.`);
  }
  throw new TrailkeepError('not-found', `${scope.name} has no account ${asked}.`);
}

async function refuseMore(
  tx: PrismaConnection,
  rule: ReachedRule,
  accountId: string | null,
  condition: NewExclusion['condition'],
): Promise<void> {
  const rows = await tx.$queryRaw`
    select count(*)::int as standing,
      count(*) filter (where account_id is not distinct from ${accountId}::bigint and condition = ${JSON.stringify(condition)}::jsonb)::int as same
    from alert_exclusion
    where rule_id = ${rule.id} and own_digest is null and removed_at is null and state <> 'refused' and (until is null or until > now())`;
  const [{ standing, same }] = z.tuple([z.object({ standing: z.number(), same: z.number() })]).parse(rows);
  if (same > 0)
    throw new TrailkeepError('conflict', 'This is excluded or asked for already.', {
      hint: 'See it under Exclusions.',
    });
  if (standing >= MOST_OF_A_RULE)
    throw new TrailkeepError('conflict', `The rule has ${MOST_OF_A_RULE} exclusions already.`, {
      hint: 'End some, or write one that holds for more.',
    });
}

async function note(
  tx: PrismaConnection,
  doer: Actor,
  scope: Scope,
  rule: ReachedRule,
  verb: string,
  detail: Prisma.InputJsonObject,
): Promise<void> {
  await recordAudit(tx, {
    by: auditName(doer),
    action: `exclusion.${verb}`,
    target: scopeKey(scope),
    detail: { rule: rule.id, name: rule.name, ...detail },
  });
}

function ownOf(id: string): { ruleId: number; digest: string } | null {
  const [, ruleId, digest] = OWN_ID.exec(id) ?? [];
  return ruleId === undefined || digest === undefined ? null : { ruleId: Number(ruleId), digest };
}

function numberOf(id: string): number {
  if (/^\d{1,9}$/.test(id)) return Number(id);
  throw new TrailkeepError('not-found', 'There is no such exclusion here.');
}

function undecided(what: string): TrailkeepError {
  return new TrailkeepError('forbidden', `This exclusion cannot be ${what} by you.`, {
    hint: 'A manager of the rule’s view or a security admin can.',
    refused: true,
  });
}

function notOfOwn(): TrailkeepError {
  return new TrailkeepError('bad-request', 'An exclusion that came with its rule is on or off.', {
    hint: 'Switch it on with state granted; delete it to switch it off.',
  });
}

function notAnswered(): TrailkeepError {
  return new TrailkeepError('conflict', 'Nobody has answered this request yet.', {
    hint: 'Grant it with the end that it is to have.',
  });
}
