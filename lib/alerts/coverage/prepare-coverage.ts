import { compileRule } from '../compile-rule.ts';
import { definitionOf } from '../definition.ts';
import type { RuleDefinition } from '../rule-model.ts';
import { BUILT_IN_RULES } from '../rules/built-in-rules.ts';
import { namedFields } from './named-fields.ts';
import type { CoveringRule } from './queries/list-covering-rules.ts';
import type { Coverage, CoverageState, RuleCoverage, TechniqueCoverage } from './schema.ts';
import { techniqueName } from './techniques.ts';

/**
 * What is watched: every built-in rule, on or off, and the rules that people made or imported. `seen` are events by their name in
 * lower case.
 */
export function prepareCoverage(
  stored: readonly CoveringRule[],
  seen: ReadonlyMap<string, number>,
): Coverage {
  const byBuiltIn = Map.groupBy(stored, ({ builtinId }) => builtinId);
  const rules = [
    ...BUILT_IN_RULES.map((rule) =>
      coverageOf(`builtin:${rule.id}`, rule, byBuiltIn.get(rule.id) ?? [], seen, 'built-in'),
    ),
    ...(byBuiltIn.get(null) ?? []).map((rule) => {
      const definition = definitionOf(rule);
      const origin = definition.origin?.format === 'sigma' ? 'sigma' : 'own';
      return coverageOf(String(rule.id), definition, [rule], seen, origin);
    }),
  ];
  return { rules, techniques: byTechnique(rules) };
}

/** `stored`: the rule as it stands in the place, and in views that hold it. */
function coverageOf(
  key: string,
  definition: RuleDefinition,
  stored: readonly CoveringRule[],
  seen: ReadonlyMap<string, number>,
  origin: RuleCoverage['origin'],
): RuleCoverage {
  const on = stored.filter(({ mode }) => mode !== 'off');
  const names = compileRule(definition).eventNames;
  const events = names && [...names].sort().map((name) => ({ name, seen: seen.get(name) ?? 0 }));
  const came = events ? events.reduce((sum, event) => sum + event.seen, 0) : sumOf(seen.values());
  const findings = stored.reduce((sum, rule) => sum + rule.findings, 0);
  const last = Math.max(...stored.map(({ lastAt }) => lastAt?.getTime() ?? 0), 0);
  return {
    key,
    name: definition.name,
    severity: definition.severity,
    techniques: definition.techniques,
    origin,
    state: stateOf(on.length > 0, findings, came),
    silent: on.length > 0 && on.every(({ mode }) => mode === 'silent'),
    views: on.flatMap(({ view }) => view ?? []),
    events,
    seen: came,
    fields: namedFields(definition),
    findings,
    lastFindingAt: last > 0 ? new Date(last).toISOString() : null,
  };
}

function stateOf(on: boolean, findings: number, came: number): CoverageState {
  if (!on) return 'off';
  if (findings > 0) return 'fired';
  return came > 0 ? 'quiet' : 'unseen';
}

function byTechnique(rules: readonly RuleCoverage[]): TechniqueCoverage[] {
  const named = rules.flatMap((rule) => rule.techniques.map((id) => ({ id, rule })));
  return [...Map.groupBy(named, ({ id }) => id)]
    .map(([id, of]) => ({
      id,
      name: techniqueName(id),
      rules: of.length,
      on: of.filter(({ rule }) => rule.state !== 'off').length,
      unseen: of.filter(({ rule }) => rule.state === 'unseen').length,
      findings: of.reduce((sum, { rule }) => sum + rule.findings, 0),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
