import type { z } from 'zod';
import { type RuleDefinition, ruleDefinition } from '#lib/alerts/rule-model.ts';
import { placeOfPath, type TextPlace } from './json-place.ts';
import { syntaxFault } from './json-syntax.ts';

/** Why a text is no rule, and where. */
export type TextFault = { place: TextPlace; message: string };

/** A rule as JSON, one field a line, as it is read back. */
export function textOfRule(definition: RuleDefinition): string {
  return JSON.stringify(definition, null, 2);
}

/** The rule that a text says in JSON, or what is wrong with the text and where. */
export function readRuleText(text: string): { definition: RuleDefinition } | { fault: TextFault } {
  const broken = syntaxFault(text);
  if (broken !== null) return { fault: broken };
  const read = ruleDefinition.safeParse(JSON.parse(text));
  if (read.success) return { definition: read.data };
  const { path, message } = deepest(read.error.issues);
  const name = path.map(String).join('.');
  return { fault: { place: placeOfPath(text, path), message: name ? `${name}: ${message}` : message } };
}

type Issue = z.core.$ZodIssue;
type Fault = { path: PropertyKey[]; message: string };

/** A condition is one of six shapes: of those that it is not, the one that it comes nearest to tells what is wrong. */
function deepest(issues: readonly Issue[]): Fault {
  const [issue] = issues;
  if (!issue) return { path: [], message: 'not understood' };
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const [nearest = []] = issue.errors.toSorted((a, b) => strangeness(a) - strangeness(b));
  const inside = deepest(nearest);
  return { path: [...issue.path, ...inside.path], message: inside.message };
}

/** Names that the shape does not have weigh more than those that it lacks. */
function strangeness(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, issue) => sum + (issue.code === 'unrecognized_keys' ? 1000 * issue.keys.length : 1),
    0,
  );
}
