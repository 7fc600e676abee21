import { z } from 'zod';

/**
 * What an alert rule is: what it looks for in single events (`condition`), when matching events become a finding (`when`, `groupBy`),
 * and what it leaves out. Built-in rules, rules made by hand and imported Sigma rules are all this. Isomorphic.
 */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * Fields that Trailkeep makes of a record, by the names of the Events report's filters. They begin with `@`; every other field is a
 * path in the record as AWS delivers it: `userIdentity.type`, `requestParameters.ipPermissions.items[].ipRanges.items[].cidrIp`.
 * `[]` goes through an array's elements; a name that meets an array without it does so too, as Sigma's paths do. A name that meets a
 * text which is JSON, plain or URL-encoded, goes into what it says: `requestParameters.policyDocument.Statement[].Effect`. A lone value
 * where another record has an array counts as its one element.
 */
export const DERIVED_FIELDS = [
  '@user',
  '@session',
  '@principalArn',
  '@identityType',
  '@event',
  '@service',
  '@ip',
  '@region',
  '@account',
  '@resource',
  '@accessKey',
  '@errorCode',
  '@outcome',
  '@readOnly',
  '@mfa',
  '@category',
  '@country',
] as const;
export type DerivedField = (typeof DERIVED_FIELDS)[number];

export const OPERATORS = [
  'equals',
  'contains',
  'startsWith',
  'endsWith',
  /** `*` any text, `?` one character, `\` before either of them for itself. */
  'wildcard',
  'regex',
  'cidr',
  'exists',
  'lessThan',
  'atMost',
  'greaterThan',
  'atLeast',
  /** The values are paths or `@` fields of the same event: the field is, or has in it, what one of those is. Absent ones fit nothing. */
  'equalsField',
  'containsField',
  /** As these: the field is an account's id or an ARN, and what one of those is names the same account. */
  'belongsToField',
] as const;
export type Operator = (typeof OPERATORS)[number];

const FIELD_OPERATORS = ['equalsField', 'containsField', 'belongsToField'] as const;
export type FieldOperator = (typeof FIELD_OPERATORS)[number];

/** Whether the values of a test by this operator are fields of the event. */
export function comparesFields(op: Operator): op is FieldOperator {
  return FIELD_OPERATORS.some((one) => one === op);
}

/** Bounds of what a rule may hold: it is evaluated for every event that names it. */
export const RULE_BOUNDS = { depth: 12, values: 2_000, text: 2_048, regex: 512, tests: 500 };

const fieldPath = z.string().min(1).max(512);
const value = z.union([z.string().max(RULE_BOUNDS.text), z.number(), z.boolean(), z.null()]);

const fieldTest = z.object({
  field: fieldPath,
  op: z.enum(OPERATORS),
  /**
   * Alternatives, or with `every` all to be met, which an absent field never does. For `exists` one boolean. `null` equals JSON's null and,
   * as an alternative, an absent field.
   */
  values: z.array(value).min(1).max(RULE_BOUNDS.values),
  every: z.boolean().optional(),
  /** The field's elements (of an array in its path): one that fits is enough, or all of them must, and there is one (or `null` says otherwise). */
  elements: z.enum(['any', 'all']).optional(),
  /** Text is compared without regard to case unless this is set. */
  caseSensitive: z.boolean().optional(),
});
export type FieldTest = z.infer<typeof fieldTest>;

/** Words anywhere in the record's text. */
const keywordTest = z.object({
  keywords: z.array(z.string().min(1).max(RULE_BOUNDS.text)).min(1).max(RULE_BOUNDS.values),
  every: z.boolean().optional(),
});
export type KeywordTest = z.infer<typeof keywordTest>;

/**
 * One element at the path `within` meets the whole of `has`, whose paths begin at that element; `@` fields stay those of the event.
 * So that one statement of a policy allows everything to everyone, not one statement this and another that.
 */
export type WithinTest = { within: string; has: Condition };

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | WithinTest
  | FieldTest
  | KeywordTest;

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
    z.strictObject({ within: fieldPath, has: condition }),
    fieldTest.strict(),
    keywordTest.strict(),
  ]),
);

const minutes = z
  .number()
  .int()
  .min(1)
  .max(31 * 24 * 60);

/**
 * When matching events of one group become a finding. All of them are sets: the order in which events arrive does not matter.
 * `every`: each match. `threshold`: `atLeast` matches, or so many different values of `distinct`, within `withinMinutes`.
 * `sequence`: one match of each step within `withinMinutes`, in the steps' order of time where `ordered`; a step may ask for several.
 * `first-seen`: a value of `field` that the group did not have in `lookbackDays` before, once the group is known for `learningDays`.
 * `returning`: a match of a known group whose match before it is `afterDays` old or older.
 * `absence`: a group that in the `lookbackDays` before its last match was never without one for `silentMinutes`, and has been known that
 * long, now is. Time goes by the newest event that was given, whosesoever it is (`evaluateOnce`), and by the collector's clock when
 * it has read everything there is.
 */
export const when = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('every') }),
  z.strictObject({
    kind: z.literal('threshold'),
    atLeast: z.number().int().min(2).max(100_000),
    distinct: fieldPath.optional(),
    withinMinutes: minutes,
  }),
  z.strictObject({
    kind: z.literal('sequence'),
    steps: z
      .array(
        z.strictObject({
          name: z.string().max(100),
          condition,
          atLeast: z.number().int().min(1).max(10_000),
        }),
      )
      .min(2)
      .max(10),
    ordered: z.boolean(),
    withinMinutes: minutes,
  }),
  z.strictObject({
    kind: z.literal('first-seen'),
    field: fieldPath,
    lookbackDays: z.number().int().min(1).max(365),
    learningDays: z.number().int().min(0).max(90),
  }),
  z.strictObject({ kind: z.literal('returning'), afterDays: z.number().int().min(1).max(365) }),
  z.strictObject({
    kind: z.literal('absence'),
    silentMinutes: minutes,
    lookbackDays: z.number().int().min(1).max(90),
  }),
]);
export type When = z.infer<typeof when>;

const exclusion = z.strictObject({
  /** Why these are no news, in words for whoever reads the rule. */
  reason: z.string().min(1).max(1_000),
  condition,
});
export type Exclusion = z.infer<typeof exclusion>;

/**
 * What a rule that was imported brought with it and its evaluation does not need, kept for its readers and for its export.
 * `tags` holds all of them, those of ATT&CK techniques too; dates are as they were written.
 */
const sigmaOrigin = z.strictObject({
  format: z.literal('sigma'),
  id: z.string().max(100).optional(),
  name: z.string().max(256).optional(),
  status: z.string().max(50).optional(),
  author: z.string().max(1_000).optional(),
  date: z.string().max(50).optional(),
  modified: z.string().max(50).optional(),
  license: z.string().max(200).optional(),
  tags: z.array(z.string().max(200)).max(100),
  falsePositives: z.array(z.string().max(2_000)).max(50),
});
export type SigmaOrigin = z.infer<typeof sigmaOrigin>;

export const ruleDefinition = z.strictObject({
  /** As long as a Sigma rule's title may be. */
  name: z.string().trim().min(1).max(256),
  severity: z.enum(SEVERITIES),
  description: z.string().max(4_000),
  /** What to do when it fires. */
  runbook: z.string().max(4_000),
  /** MITRE ATT&CK technique ids, e.g. `T1562.008`. */
  techniques: z.array(z.string().regex(/^T\d{4}(\.\d{3})?$/)).max(20),
  condition,
  when,
  /** Fields by whose values matches are counted apart and findings told apart; the account always is one. */
  groupBy: z.array(fieldPath).max(5),
  /** Repeats of a group that follow its last match within this time join its finding and send nothing. */
  quietMinutes: minutes,
  /** The rule's own, which come with it; those that people add stand in their own rows. */
  exclusions: z.array(exclusion).max(50),
  /** Links to what the rule follows: a benchmark's section, a Sigma rule. */
  references: z.array(z.string().max(500)).max(20),
  origin: sigmaOrigin.optional(),
});
export type RuleDefinition = z.infer<typeof ruleDefinition>;

/** A CloudTrail record, whole or in the parts that matter. */
export type Sample = Record<string, unknown>;

/** A rule that ships with Trailkeep: `id` never changes; the samples show what it must see and what it must leave alone. */
export type BuiltInRule = RuleDefinition & {
  /** E.g. `cis-4.3` or `trail-stopped`. */
  id: string;
  family: 'cis' | 'identity' | 'logging' | 'data' | 'network' | 'compute' | 'behaviour';
  /** Each of these lists of records, alone and in this order, makes a finding … */
  fires: readonly (readonly Sample[])[];
  /** … and none of these does. */
  quiet: readonly (readonly Sample[])[];
};
