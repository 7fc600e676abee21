import { type RuleDefinition, ruleDefinition } from '../rule-model.ts';
import { joinDocuments } from './global-documents.ts';
import { readGrouping } from './grouping.ts';
import { LinkedRules } from './linked-rules.ts';
import { readYaml, type YamlMap } from './positioned-yaml.ts';
import { entryOf } from './read-node.ts';
import { refuse, SigmaRefusal } from './refusal.ts';
import { readHeader } from './rule-header.ts';
import { strangeFields } from './strange-fields.ts';

/** `line` (from 1) is where the rule's document begins; `warnings` are sentences about what it has that no event will meet. */
export type ImportedRule = { line: number; definition: RuleDefinition; warnings: string[] };

/** `line` is where the reason is; `title` is '' where the rule has none that can be read. */
export type RefusedRule = { line: number; title: string; reason: string };

export type SigmaImport = { rules: ImportedRule[]; refused: RefusedRule[] };

const MAX_TEXT = 1_000_000;

/**
 * Makes rules of Sigma's YAML, one document or many (`---`), plain rules and correlations. Every document becomes a rule, a part of the
 * correlation that refers to it, or a refusal with its reason: nothing is left out in silence, and no text makes this throw.
 */
export function importSigma(text: string): SigmaImport {
  if (text.length > MAX_TEXT)
    return {
      rules: [],
      refused: [{ line: 1, title: '', reason: 'The text is longer than 1,000,000 characters.' }],
    };
  const refused: RefusedRule[] = [];
  const documents: YamlMap[] = [];
  for (const document of readYaml(text)) {
    if ('refusal' in document) refused.push(toRefused(document.refusal, document.title));
    else if (document.node.kind === 'map') documents.push(document.node);
    else
      refused.push({
        line: document.node.line,
        title: '',
        reason: 'A rule is a map, of “key: value” lines.',
      });
  }
  const maps = joinDocuments(documents);
  const set = new LinkedRules(maps);
  const rules: ImportedRule[] = [];
  for (const map of maps) {
    try {
      const rule = importRule(map, set);
      if (rule) rules.push(rule);
    } catch (error) {
      if (!(error instanceof SigmaRefusal)) throw error;
      refused.push(toRefused(error, titleOf(map)));
    }
  }
  return { rules, refused: refused.toSorted((a, b) => a.line - b.line) };
}

// Null for what is imported as a part of its correlation.
function importRule(map: YamlMap, set: LinkedRules): ImportedRule | null {
  const filter = entryOf(map, 'filter');
  if (filter)
    refuse(
      filter.line,
      'This is a filter for other rules: import those, and add it to them as an exclusion.',
    );
  const { condition, when, ...detected } = set.detected(map);
  const whole = set.partOf(map);
  if (whole && !set.isRefused(whole)) return null;
  if (whole) refuse(map.line, `It is only a part of “${titleOf(whole)}”, which is refused.`);
  const { title, origin, ...header } = readHeader(map);
  const grouping = readGrouping(map, detected.groupBy);
  const parsed = ruleDefinition.safeParse({
    name: title,
    ...header,
    condition,
    when,
    ...grouping,
    exclusions: [],
    origin,
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    refuse(map.line, `The rule does not fit: ${issue?.path.join('.') ?? ''} – ${issue?.message ?? ''}.`);
  }
  return { line: map.line, definition: parsed.data, warnings: strangeFields(condition, grouping.groupBy) };
}

function toRefused({ line, message }: SigmaRefusal, title: string): RefusedRule {
  return { line, title, reason: message };
}

function titleOf(map: YamlMap): string {
  const title = entryOf(map, 'title')?.value;
  return title?.kind === 'scalar' && title.value !== null ? String(title.value) : '';
}
