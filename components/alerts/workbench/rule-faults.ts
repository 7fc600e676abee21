import { type RuleDefinition, ruleDefinition } from '#lib/alerts/rule-model.ts';
import { rowFault } from './condition-rows.ts';
import { type Draft, definitionOfDraft } from './draft.ts';
import { conditionOfEvents } from './draft-events.ts';

/** Words for what is wrong, by the field that it is found in; the schema's own are written for programs. */
const WORDS: readonly [field: RegExp, words: string][] = [
  [/^name/, 'Give the rule a name of up to 256 characters.'],
  [/^(description|runbook)/, 'Write at most 4,000 characters.'],
  [/^techniques/, 'Write ids like T1562.008, parted by commas.'],
  [/^condition/, 'Say which events the rule looks for.'],
  [/^when\.steps\.\d+\.name/, 'Write at most 100 characters.'],
  [/^when\.steps\.\d+\.condition/, 'Say which events are this step.'],
  [/^when\.steps\.\d+\.atLeast/, 'Write a whole number from 1 to 10,000.'],
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
  const unfinished = unfinishedParts(draft);
  if (read.success && unfinished.length === 0) return { definition: read.data };
  // A sequence looks for what its steps say, unless it asks for more.
  const isOfSteps = draft.when.kind === 'sequence' && conditionOfEvents(draft) === null;
  const issues = (read.error?.issues ?? []).filter(({ path }) => !isOfSteps || path[0] !== 'condition');
  return {
    faults: Object.fromEntries([
      ...unfinished.map((name) => [name, 'Some fields are not whole yet.']),
      ...issues.map(({ path, message }) => [path.join('.'), wordsOf(path.join('.'), message)]),
    ]),
  };
}

/** The conditions that have rows which say nothing yet, by the schema's names. */
function unfinishedParts({ condition, exclusions, when }: Draft): string[] {
  const steps = when.kind === 'sequence' ? when.steps : [];
  const parts = [
    { name: 'condition', rows: condition.rows },
    ...exclusions.map((of, at) => ({ name: `exclusions.${at}.condition`, rows: of.condition.rows })),
    ...steps.map((of, at) => ({ name: `when.steps.${at}.condition`, rows: of.condition.rows })),
  ];
  return parts.filter(({ rows }) => rows.some((row) => rowFault(row) !== undefined)).map(({ name }) => name);
}

/** What is wrong in a field, or in something that is in it. */
export function faultIn(faults: Faults, field: string): string | undefined {
  return Object.entries(faults).find(([name]) => name === field || name.startsWith(`${field}.`))?.[1];
}

function wordsOf(field: string, message: string): string {
  return WORDS.find(([pattern]) => pattern.test(field))?.[1] ?? message;
}
