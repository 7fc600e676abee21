import { evaluateOnce } from '#lib/alerts/evaluate-once.ts';
import type { RuleDefinition, Sample } from '#lib/alerts/rule-model.ts';
import { importSigma } from '#lib/alerts/sigma/import-sigma.ts';

/** A rule's text around a detection, given with its lines not yet indented. */
export function ruleText(detection: string, head = 'title: A rule'): string {
  const lines = detection.trim().split('\n');
  return [
    head,
    'logsource:',
    '  product: aws',
    '  service: cloudtrail',
    'detection:',
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** The one rule of a text; throws with the reasons where it is refused. */
export function imported(text: string): RuleDefinition {
  const { rules, refused } = importSigma(text);
  const [only] = rules;
  if (!only || rules.length > 1 || refused.length > 0)
    throw new Error(`${rules.length} rules, refused: ${JSON.stringify(refused)}`);
  return only.definition;
}

/** Whether a rule with only this selection fits the record. */
export function fits(selection: string, record: Sample): boolean {
  const lines = selection.trim().split('\n');
  const detection = ['selection:', ...lines.map((line) => `  ${line}`), 'condition: selection'].join('\n');
  return evaluateOnce(imported(ruleText(detection)), [record]).length > 0;
}

export function reasons(text: string): { line: number; title: string; reason: string }[] {
  return importSigma(text).refused;
}
