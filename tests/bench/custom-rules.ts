import type { Condition, RuleDefinition, When } from '#lib/alerts/rule-model.ts';
import { NAMED_BY_RULES } from './published-names.ts';

/**
 * `published`: what they name, how often and how they fire are those of 381 published rules (`NAMED_BY_RULES`). `commonest`: nine in ten
 * name the call that occurs most, which is as bad as it gets.
 */
export const RULE_SHAPES = ['published', 'commonest'] as const;
export type RuleShape = (typeof RULE_SHAPES)[number];

/** Rules as people add to the built-in ones, the same each time. */
export function customRules(count: number, shape: RuleShape): RuleDefinition[] {
  const shapes = { published, commonest };
  return Array.from({ length: count }, (_, at) => ({
    name: `Rule ${at}`,
    severity: 'medium',
    description: '',
    runbook: '',
    techniques: [],
    condition: shapes[shape](at),
    when: shape === 'published' ? firing(at) : { kind: 'every' },
    groupBy: ['@user'],
    quietMinutes: 60,
    exclusions: [],
    references: [],
  }));
}

// By twenty-fives: one is put to every event, one names a pattern, the others name events.
function published(at: number): Condition {
  const place = at % 25;
  if (place === 0) return anyEvent(at);
  if (place === 1)
    return { all: [{ field: '@event', op: 'startsWith', values: [patternOf(at)] }, further(at)] };
  const names = namesOf(at);
  const named: Condition = { field: '@event', op: 'equals', values: names };
  // A rule on what happens all day asks for more, or it would be switched off the day it was made.
  if (names.some((name) => ALL_DAY.test(name))) return { all: [named, further(at)] };
  // Two fifths ask for nothing else than whether it succeeded.
  return place < 12 ? { all: [named, SUCCEEDED] } : { all: [named, SUCCEEDED, BY_PEOPLE] };
}

function commonest(at: number): Condition {
  if (at % 10 === 0) return anyEvent(at / 10);
  const name = NAMES[at % NAMES.length] ?? '';
  const named: Condition = { field: '@event', op: 'equals', values: [name, 'DescribeInstances'] };
  return { all: [named, { field: '@user', op: 'wildcard', values: [`*person-${at}*`] }] };
}

/** Each as often as rules name it, in an order in which the same ones are far apart. */
const NAMES = Object.entries(NAMED_BY_RULES)
  .flatMap(([count, names]) =>
    names
      .trim()
      .split(/\s+/)
      .flatMap((name) => Array<string>(Number(count)).fill(name)),
  )
  .map((name, place, { length }) => ({ name, order: (place * 7_919) % length }))
  .sort((a, b) => a.order - b.order)
  .map(({ name }) => name);

const ALL_DAY =
  /^(Get|List|Describe|Head|Batch|AssumeRole|Decrypt|GenerateDataKey|ConsoleLogin|PutObject|CopyObject|DeleteObject|Invoke|Converse)/;

const SUCCEEDED: Condition = { field: 'errorCode', op: 'exists', values: [false] };
const BY_PEOPLE: Condition = {
  field: 'userIdentity.type',
  op: 'equals',
  values: ['IAMUser', 'AssumedRole', 'Root'],
};

/** Six in ten name one event, three in ten three, one in ten nine. */
function namesOf(at: number): string[] {
  const count = [1, 1, 3, 1, 1, 3, 1, 9, 1, 3][at % 10] ?? 1;
  const names = Array.from({ length: count }, (_, n) => NAMES[(at * 3 + n) % NAMES.length] ?? '');
  return [...new Set(names)];
}

function patternOf(at: number): string {
  return (
    ['Invoke', 'UpdateFunctionCode', 'AddPermission', 'Describe', 'DeleteFunction'][((at % 125) / 25) | 0] ??
    'Invoke'
  );
}

/** What published rules ask besides the event: an agent, who it is, where from, what for. */
function further(at: number): Condition {
  const kinds: Condition[] = [
    { field: 'userAgent', op: 'contains', values: [`pacu-${at}`, `kali-${at}`] },
    { field: 'userIdentity.arn', op: 'endsWith', values: [`/role-${at}`] },
    { field: 'requestParameters.bucketName', op: 'startsWith', values: [`secret-${at}`] },
    { field: 'sourceIPAddress', op: 'cidr', values: [`198.51.${at % 250}.0/24`] },
  ];
  return kinds[at % kinds.length] as Condition;
}

function anyEvent(at: number): Condition {
  const kinds: Condition[] = [
    { field: '@user', op: 'equals', values: [`person-${at}`] },
    { field: '@ip', op: 'cidr', values: [`198.51.${at % 250}.0/24`] },
    { field: 'userIdentity.sessionContext.sessionIssuer.userName', op: 'contains', values: [`role-${at}`] },
    { field: 'requestParameters.bucketName', op: 'startsWith', values: [`secret-${at}`] },
  ];
  return { all: [kinds[at % kinds.length] as Condition] };
}

function firing(at: number): When {
  const place = at % 100;
  if (place % 11 === 3) return { kind: 'threshold', atLeast: 5, withinMinutes: 60 };
  if (place % 8 === 5) return { kind: 'first-seen', field: '@region', lookbackDays: 10, learningDays: 1 };
  return { kind: 'every' };
}
