import { SEVERITIES, type Severity, type SigmaOrigin } from '../rule-model.ts';
import type { YamlMap } from './positioned-yaml.ts';
import { entryOf, textOf, textsOf } from './read-node.ts';
import { refuse } from './refusal.ts';

/** What a Sigma document says about itself, apart from what it detects. */
export type RuleHeader = {
  title: string;
  severity: Severity;
  description: string;
  runbook: string;
  techniques: string[];
  references: string[];
  origin: SigmaOrigin;
};

/** Reads all that a rule may say of itself; keys that Sigma does not know are left out, as it asks. */
export function readHeader(rule: YamlMap): RuleHeader {
  const title = textOf(rule, 'title');
  if (!title) refuse(rule.line, 'The rule has no title.');
  const tags = textsOf(rule, 'tags');
  return {
    title,
    severity: readLevel(rule),
    description: textOf(rule, 'description') ?? '',
    runbook: textOf(rule, 'runbook') ?? '',
    techniques: [...new Set(tags.flatMap(techniqueOf))],
    references: textsOf(rule, 'references'),
    origin: readOrigin(rule, tags),
  };
}

// Absent values are absent keys, so that equal rules are equal objects.
function readOrigin(rule: YamlMap, tags: string[]): SigmaOrigin {
  const origin: SigmaOrigin = { format: 'sigma', tags, falsePositives: textsOf(rule, 'falsepositives') };
  for (const key of ['id', 'name', 'status', 'date', 'modified', 'license'] as const) {
    const text = textOf(rule, key);
    if (text) origin[key] = text;
  }
  const authors = textsOf(rule, 'author');
  if (authors.length > 0) origin.author = authors.join(', ');
  return origin;
}

function readLevel(rule: YamlMap): Severity {
  const level = textOf(rule, 'level')?.toLowerCase();
  if (level === undefined) return 'medium';
  if (level === 'informational') return 'info';
  const severity = SEVERITIES.find((known) => known === level && known !== 'info');
  if (!severity)
    refuse(
      entryOf(rule, 'level')?.line ?? rule.line,
      `“${level}” is no level: informational, low, medium, high or critical.`,
    );
  return severity;
}

function techniqueOf(tag: string): string[] {
  const technique = /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1];
  return technique ? [technique.toUpperCase()] : [];
}
