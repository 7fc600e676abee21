import { type RuleDefinition, ruleDefinition } from '#lib/alerts/rule-model.ts';
import { rowFault } from './condition-rows.ts';
import { type Draft, definitionOfDraft } from './draft.ts';

/** Words for what is wrong, by the field that it is found in; the schema's own are written for programs. */
const WORDS: readonly [field: RegExp, words: string][] = [
  [/^name/, 'Give the rule a name of up to 256 characters.'],
  [/^(description|runbook)/, 'Write at most 4,000 characters.'],
  [/^techniques/, 'Write ids like T1562.008, parted by commas.'],
  [/^condition/, 'Say which events the rule looks for.'],
  [/^when\.atLeast/, 'Write a whole number from 2 to 100,000.'],
  [/^(when\.(within|silent)Minutes|quietMinutes)/, 'Write a whole number, up to 31 days.'],
  [/^when\.(field|distinct)/, 'Say which field.'],
  [/^when\.lookbackDays/, 'Write a whole number of days, up to a year; 90 for a silence.'],
  [/^when\.learningDays/, 'Write a whole number of days, up to 90.'],
  [/^when\.afterDays/, 'Write a whole number of days, up to a year.'],
  [/^groupBy/, 'Choose at most five fields.'],
  [/^exclusions\.\d+\.reason/, 'Say why these are no news.'],
];

export type Faults = Readonly<Record<string, string>>;

/** The rule that a form says, or what is wrong in it, by the schema's names of the fields. */
export function readDraft(draft: Draft): { definition: RuleDefinition } | { faults: Faults } {
  const read = ruleDefinition.safeParse(definitionOfDraft(draft));
  const rows = [draft.condition, ...draft.exclusions.map(({ condition }) => condition)].flatMap(
    ({ rows }) => rows,
  );
  const notWhole = rows.some((row) => rowFault(row) !== undefined);
  if (read.success && !notWhole) return { definition: read.data };
  const issues = read.error?.issues ?? [];
  const faults = Object.fromEntries(
    issues.map(({ path, message }) => [path.join('.'), wordsOf(path.join('.'), message)]),
  );
  return { faults: notWhole ? { ...faults, condition: 'Some fields below are not whole yet.' } : faults };
}

/** What is wrong in a field, or in something that is in it. */
export function faultIn(faults: Faults, field: string): string | undefined {
  return Object.entries(faults).find(([name]) => name === field || name.startsWith(`${field}.`))?.[1];
}

function wordsOf(field: string, message: string): string {
  return WORDS.find(([pattern]) => pattern.test(field))?.[1] ?? message;
}
