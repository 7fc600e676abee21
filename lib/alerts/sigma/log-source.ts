import type { YamlMap } from './positioned-yaml.ts';
import { asMap, entryOf, textOf } from './read-node.ts';
import { refuse } from './refusal.ts';

/** Refuses a rule that is not about CloudTrail's records, or whose names are not Sigma's own. */
export function checkLogSource(rule: YamlMap): void {
  const entry = entryOf(rule, 'logsource');
  if (!entry) refuse(rule.line, 'The rule has no logsource.');
  const source = asMap(entry.value, 'logsource');
  const said = ['product', 'service', 'category'].flatMap((key) => {
    const value = textOf(source, key);
    return value ? [`${key}: ${value.toLowerCase()}`] : [];
  });
  if (said.join(', ') !== 'product: aws, service: cloudtrail')
    refuse(
      entry.line,
      `The rule is about other logs (${said.join(', ') || 'none named'}); Trailkeep reads product: aws, service: cloudtrail.`,
    );
  const taxonomy = textOf(rule, 'taxonomy');
  if (taxonomy && taxonomy !== 'sigma')
    refuse(
      entryOf(rule, 'taxonomy')?.line ?? rule.line,
      `The taxonomy “${taxonomy}” is not known; sigma is.`,
    );
}
