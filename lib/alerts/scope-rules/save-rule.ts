import { z } from 'zod';
import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { compileRule } from '../compile-rule.ts';
import { definitionOf } from '../definition.ts';
import { channelIds, tellChannels } from '../deliver/rule-channels.ts';
import { lookedForBy } from '../looked-for.ts';
import { type RuleDefinition, ruleDefinition } from '../rule-model.ts';
import { requireSamples } from './check-samples.ts';
import { forgetOwnExclusions } from './forget-exclusions.ts';
import { switchRules } from './mutations.ts';
import { type AlertPlace, alertPlace } from './place.ts';
import { ruleSamples } from './rule-samples.ts';
import { RULE_MODES } from './schema.ts';

/** A rule of one's own, as it is sent to be stored. */
export const newRule = z.strictObject({
  definition: ruleDefinition,
  samples: ruleSamples.default([]),
  mode: z.enum(RULE_MODES).default('silent'),
  /** Whom it tells, by their numbers. */
  channels: channelIds.default([]),
});
export type NewRule = z.input<typeof newRule>;

/** What is left out stays as it is. A built-in rule can be switched and told whom to tell, and nothing else. */
export const ruleChange = z
  .strictObject({
    mode: z.enum(RULE_MODES).optional(),
    definition: ruleDefinition.optional(),
    samples: ruleSamples.optional(),
    channels: channelIds.optional(),
    /** When the rule that was changed here had been changed before, ISO: one that was changed since is left alone. */
    since: z.iso.datetime().optional(),
  })
  .refine(
    ({ since: _, ...change }) => Object.values(change).some((part) => part !== undefined),
    'expected mode, definition, samples or channels',
  );
export type RuleChange = z.input<typeof ruleChange>;

/**
 * Stores a rule of a scope's own; for who manages it. `bad-request` where its conditions cannot be evaluated, or a sample that is kept
 * with it does not do what it should. Resolves to its key.
 */
export async function addRule(db: PrismaClient, doer: Actor, scope: Scope, input: NewRule): Promise<string> {
  const { definition, samples, mode, channels } = newRule.parse(input);
  compileRule(definition);
  await requireSamples(definition, samples);
  return db.$transaction(async (tx) => {
    const place = await alertPlace(tx, scope, 'rules');
    const { id } = await tx.alertRule.create({
      data: { ...place, definition, samples: toJson(samples), mode, createdBy: doer.userId },
    });
    await recordAudit(tx, {
      by: auditName(doer),
      action: 'rule.create',
      target: scopeKey(scope),
      detail: { rule: id, name: definition.name, mode },
    });
    const told = { ...place, target: scopeKey(scope) };
    if (channels.length > 0) await tellChannels(tx, doer, told, [String(id)], channels);
    return String(id);
  });
}

/**
 * Changes a rule of a scope, all that is asked for or nothing; for who manages it. `key` is that of `RuleRow`. Matches that count towards
 * a finding begin anew where what it looks for is another thing than before. `not-found` for a rule that is not there, `conflict` for one
 * that was changed meanwhile, `bad-request` as with `addRule` and for a definition of a rule that is built in or imported.
 */
export async function changeRule(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  key: string,
  input: RuleChange,
): Promise<void> {
  const { mode, definition, samples, channels, since } = ruleChange.parse(input);
  if (definition) compileRule(definition);
  await db.$transaction(async (tx) => {
    const place = await alertPlace(tx, scope, 'rules');
    const target = scopeKey(scope);
    const before = definition || samples ? await lockOwnRule(tx, place, key, since) : null;
    if (before) {
      const kept = samples ?? ruleSamples.parse(before.samples ?? []);
      await requireSamples(definition ?? before.definition, kept);
      const isAnother =
        definition !== undefined && lookedForBy(before.definition) !== lookedForBy(definition);
      const data = {
        ...(definition && { definition }),
        samples: toJson(kept),
        ...(isAnother && { revision: { increment: 1 } }),
      };
      await tx.alertRule.update({ where: { id: before.id }, data: { ...data, updatedAt: new Date() } });
      await recordAudit(tx, {
        by: auditName(doer),
        action: 'rule.change',
        target,
        detail: { rule: before.id, name: (definition ?? before.definition).name },
      });
    }
    if (mode) await switchRules(tx, doer, { ...place, target }, [key], mode);
    if (channels) await tellChannels(tx, doer, { ...place, target }, [key], channels);
    if (before && definition) await forgetOwnExclusions(tx, scope, before.id, definition.exclusions);
  });
}

type OwnRule = { id: number; definition: RuleDefinition; samples: unknown };

/** Until the transaction ends nobody else changes it. */
async function lockOwnRule(
  tx: PrismaConnection,
  place: AlertPlace,
  key: string,
  since: string | undefined,
): Promise<OwnRule> {
  const where = { ...place, id: /^\d{1,9}$/.test(key) ? Number(key) : -1, builtinId: null, removedAt: null };
  await tx.$queryRaw`select 1 from alert_rule where id = ${where.id} for update`;
  const row = await tx.alertRule.findFirst({ where });
  if (!row)
    throw new TrailkeepError('not-found', `There is no rule ${key} of your own here.`, {
      hint: 'Built-in rules are copied and the copy is changed.',
    });
  const definition = definitionOf(row);
  if (definition.origin)
    throw new TrailkeepError('bad-request', `The rule ${definition.name} was imported.`, {
      hint: 'Import its changed file, or change a copy of it.',
    });
  if (since !== undefined && row.updatedAt.getTime() !== Date.parse(since))
    throw new TrailkeepError('conflict', 'Somebody changed this rule since you opened it.', {
      hint: 'Copy what you changed (JSON shows all of it), load the page again and put it in.',
    });
  return { id: row.id, definition, samples: row.samples };
}

/** As Prisma wants JSON: a sample's records are of any shape. */
function toJson(samples: z.infer<typeof ruleSamples>): object {
  return samples;
}
