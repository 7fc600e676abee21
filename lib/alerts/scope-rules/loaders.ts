import 'server-only';
import { z } from 'zod';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { sql } from '#lib/db/sql.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { definitionOf } from '../definition.ts';
import type { RuleDefinition } from '../rule-model.ts';
import { BUILT_IN_RULES } from '../rules/built-in-rules.ts';
import { findPlace } from './place.ts';
import { ruleSamples, samplesOf } from './rule-samples.ts';
import { RULE_MODES, type RuleDetail, type RuleFamily, type RuleRow } from './schema.ts';

const countRow = z.object({ ruleId: z.number(), open: z.number(), lastAt: z.date().nullable() });
type RuleCount = z.infer<typeof countRow>;

/** All built-in rules as they stand in a scope, then its own, each with what it found there. */
export async function loadRules(scope: Scope): Promise<RuleRow[]> {
  const place = await findPlace(prisma(), scope);
  const stored = place
    ? await prisma().alertRule.findMany({ where: { ...place, removedAt: null }, orderBy: { id: 'asc' } })
    : [];
  const ids = stored.map(({ id }) => id);
  const [counts, channels] = await Promise.all([countByRule(scope, ids), channelsByRule(ids)]);
  const row = (
    key: string,
    family: RuleFamily,
    rule: RuleDefinition,
    of?: (typeof stored)[number],
  ): RuleRow => ({
    key,
    ruleId: of?.id ?? null,
    name: rule.name,
    description: rule.description,
    severity: rule.severity,
    techniques: rule.techniques,
    family,
    imported: rule.origin !== undefined,
    mode: RULE_MODES.find((mode) => mode === of?.mode) ?? 'off',
    openFindings: (of && counts.get(of.id)?.open) ?? 0,
    lastFindingAt: (of && counts.get(of.id)?.lastAt?.toISOString()) ?? null,
    channels: (of && channels.get(of.id)) ?? [],
  });
  const builtIn = new Map(stored.map((rule) => [rule.builtinId, rule]));
  return [
    ...BUILT_IN_RULES.map((rule) => row(`builtin:${rule.id}`, rule.family, rule, builtIn.get(rule.id))),
    ...stored
      .filter(({ builtinId }) => builtinId === null)
      .map((rule) => row(String(rule.id), 'own', definitionOf(rule), rule)),
  ];
}

/** What a rule of a scope looks for, by its key of `RuleRow`. `not-found` for one that is not there. */
export async function loadDefinition(scope: Scope, key: string): Promise<RuleDefinition> {
  const builtIn = BUILT_IN_RULES.find(({ id }) => key === `builtin:${id}`);
  if (builtIn) return builtIn;
  const place = /^\d{1,9}$/.test(key) ? await findPlace(prisma(), scope) : null;
  const where = { ...place, id: Number(key), builtinId: null, removedAt: null };
  const stored = place && (await prisma().alertRule.findFirst({ where }));
  if (stored) return definitionOf(stored);
  throw noSuchRule();
}

/** A rule of a scope with all that it says, by its key of `RuleRow`. `not-found` for one that is not there. */
export async function loadRule(scope: Scope, key: string): Promise<RuleDetail> {
  const row = (await loadRules(scope)).find((rule) => rule.key === key);
  if (!row) throw noSuchRule();
  const builtIn = BUILT_IN_RULES.find(({ id }) => key === `builtin:${id}`);
  if (builtIn) {
    const { id: _id, family: _family, fires, quiet, ...definition } = builtIn;
    return { ...row, definition, samples: samplesOf({ fires, quiet }), changedAt: null };
  }
  const stored = await prisma().alertRule.findUniqueOrThrow({ where: { id: Number(key) } });
  return {
    ...row,
    definition: definitionOf(stored),
    samples: ruleSamples.parse(stored.samples ?? []),
    changedAt: stored.updatedAt.toISOString(),
  };
}

function noSuchRule(): TrailkeepError {
  return new TrailkeepError('not-found', 'There is no such rule here.', {
    hint: 'GET /api/v1/alerts/rules lists them.',
  });
}

async function countByRule(scope: Scope, ids: readonly number[]): Promise<Map<number, RuleCount>> {
  if (ids.length === 0) return new Map();
  const { rows } = await readScope(webPool(), scope, (db) =>
    db.query(
      sql`select wanted.id as "ruleId", open.findings as open, newest.last_at as "lastAt"
        from unnest(${ids}::int[]) as wanted (id)
        cross join lateral (
          select count(*)::int as findings from finding f where f.rule_id = wanted.id and f.state <> 'closed'
        ) open
        left join lateral (
          select f.last_at from finding f where f.rule_id = wanted.id order by f.last_at desc limit 1
        ) newest on true`.toQuery(),
    ),
  );
  return new Map(
    z
      .array(countRow)
      .parse(rows)
      .map((count) => [count.ruleId, count]),
  );
}

async function channelsByRule(ids: readonly number[]): Promise<Map<number, string[]>> {
  if (ids.length === 0) return new Map();
  const rows: { ruleId: number; names: string[] }[] = await prisma().$queryRaw`
    select rc.rule_id as "ruleId", array_agg(c.name order by c.name) as names
    from alert_rule_channel rc join alert_channel c on c.id = rc.channel_id
    where rc.rule_id = any(${ids}) and c.removed_at is null group by rc.rule_id`;
  return new Map(rows.map(({ ruleId, names }) => [ruleId, names]));
}
