import { z } from 'zod';
import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName, type Doer } from '#lib/auth/actor.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { builtinDigests } from '../rules/builtin-digests.ts';
import { type AlertPlace, alertPlace } from './place.ts';
import { RULE_MODES, type RuleMode } from './schema.ts';

export const ruleKeys = z
  .array(z.string().regex(/^(builtin:[a-z0-9.-]{1,64}|\d{1,9})$/, 'This is no rule.'))
  .min(1)
  .max(500);

/**
 * Switches rules of a scope on (`live`), on without sending (`silent`) or off, all or none. `keys` are those of `RuleRow`. For who
 * manages the scope; `not-found` for a rule that is not there.
 */
export async function setRuleMode(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  keys: readonly string[],
  mode: RuleMode,
): Promise<void> {
  ruleKeys.parse(keys);
  z.enum(RULE_MODES).parse(mode);
  await db.$transaction(async (tx) => {
    const place = await alertPlace(tx, scope, 'rules');
    await switchRules(tx, doer, { ...place, target: scopeKey(scope) }, keys, mode);
  });
}

/** Takes a rule of a scope's own away; what it found stays. `not-found` for one that is not there, or is built in. */
export async function removeRule(db: PrismaClient, doer: Actor, scope: Scope, key: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const place = await alertPlace(tx, scope, 'rules');
    const { count } = await tx.alertRule.updateMany({
      where: { ...place, id: /^\d{1,9}$/.test(key) ? Number(key) : -1, builtinId: null, removedAt: null },
      data: { mode: 'off', removedAt: new Date() },
    });
    if (count === 0)
      throw new TrailkeepError('not-found', `There is no rule ${key} of your own here.`, {
        hint: 'Built-in rules are switched off instead.',
      });
    await recordAudit(tx, {
      by: auditName(doer),
      action: 'rule.remove',
      target: scopeKey(scope),
      detail: { rule: Number(key) },
    });
  });
}

/** Switches rules for whoever has the right already. `target` is the place as the audit log calls it. */
export async function switchRules(
  tx: PrismaConnection,
  doer: Doer,
  { target, ...place }: AlertPlace & { target: string },
  keys: readonly string[],
  mode: RuleMode,
): Promise<void> {
  const rules = [...new Set(keys)];
  const stored = await tx.alertRule.findMany({
    where: {
      ...place,
      OR: [
        { builtinId: { in: rules.flatMap(builtinOf) } },
        { id: { in: rules.flatMap(numberOf) }, removedAt: null },
      ],
    },
    select: { id: true, builtinId: true },
  });
  const there = new Set(stored.map(({ id, builtinId }) => (builtinId ? `builtin:${builtinId}` : String(id))));
  const added = rules.filter((key) => !there.has(key)).map(requireBuiltin);
  await tx.alertRule.updateMany({
    where: { id: { in: stored.map(({ id }) => id) } },
    data: { mode, updatedAt: new Date() },
  });
  const createdBy = doer === 'system' ? null : doer.userId;
  await tx.alertRule.createMany({
    data: added.map((builtin) => ({ ...place, ...builtin, mode, createdBy })),
  });
  await recordAudit(tx, { by: auditName(doer), action: `rule.${mode}`, target, detail: { rules } });
}

const builtinOf = (key: string): string[] => /^builtin:(.+)$/.exec(key)?.slice(1) ?? [];
const numberOf = (key: string): number[] => (/^\d+$/.test(key) ? [Number(key)] : []);

/** A built-in rule has no row before it is first switched. */
function requireBuiltin(key: string): { builtinId: string; builtinDigest: string } {
  const [builtinId] = builtinOf(key);
  const builtinDigest = builtinDigests().get(builtinId ?? '');
  if (builtinId && builtinDigest) return { builtinId, builtinDigest };
  throw new TrailkeepError('not-found', `There is no rule ${builtinId ?? key} here.`, {
    hint: 'Nothing was changed.',
  });
}
