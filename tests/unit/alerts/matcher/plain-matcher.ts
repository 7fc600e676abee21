import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Condition, DerivedField, FieldTest } from '#lib/alerts/rule-model.ts';
import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';

/** An event beside the whole of its record, as JSON.parse gives it. */
export type Plain = { event: NormalisedEvent; record: unknown; text: string };

/** Addresses that begin so are of a country; others are of none. */
export function countryOf(address: string): string {
  if (address.startsWith('5')) return 'DE';
  return address.startsWith('1') ? 'US' : '';
}

/** What rule-model.ts says of a condition, word by word: nothing is made ready, kept, put in order or left out. */
export function holds(condition: Condition, plain: Plain): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, plain));
  if ('any' in condition) return condition.any.some((part) => holds(part, plain));
  if ('not' in condition) return !holds(condition.not, plain);
  if ('within' in condition)
    return leavesAt(plain.record, namesOf(condition.within)).some((leaf) => {
      const element = typeof leaf === 'string' ? saidBy(leaf) : leaf;
      return (
        typeof element === 'object' && element !== null && holds(condition.has, { ...plain, record: element })
      );
    });
  if ('keywords' in condition) {
    const isThere = (word: string) => plain.text.toLowerCase().includes(word.toLowerCase());
    return condition.every ? condition.keywords.every(isThere) : condition.keywords.some(isThere);
  }
  return fieldHolds(condition, plain);
}

/** Each value of a field, in the record's order. */
export function valuesOf(field: string, { event, record }: Plain): unknown[] {
  return field.startsWith('@') ? derived(field as DerivedField, event) : leavesAt(record, namesOf(field));
}

/** As text; null for JSON's null. */
export function textOf(value: unknown): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function fieldHolds(test: FieldTest, plain: Plain): boolean {
  const values = valuesOf(test.field, plain);
  if (test.op === 'exists') return exists(test.field, plain) === test.values[0];
  const isMetBy = (wanted: FieldTest['values'][number]) => (value: unknown) =>
    fits(test, value, wanted, plain);
  const isFine = (value: unknown) =>
    test.every
      ? test.values.every((wanted) => isMetBy(wanted)(value))
      : test.values.some((wanted) => isMetBy(wanted)(value));
  if (values.length === 0) return test.op === 'equals' && !test.every && test.values.includes(null);
  if (test.elements === 'all') return values.every(isFine);
  return test.every ? test.values.every((wanted) => values.some(isMetBy(wanted))) : values.some(isFine);
}

function exists(field: string, plain: Plain): boolean {
  if (field.startsWith('@')) return valuesOf(field, plain).length > 0;
  return valuesAt(plain.record, namesOf(field)).some((value) => value !== null);
}

function fits(test: FieldTest, value: unknown, wanted: FieldTest['values'][number], plain: Plain): boolean {
  const { op, caseSensitive = false } = test;
  const folded = (text: string) => (caseSensitive ? text : text.toLowerCase());
  const text = textOf(value);
  if (text === null) return op === 'equals' && wanted === null;
  if (op === 'equals' && wanted === null) return false;
  const [own, other] = [folded(text), folded(String(wanted))];
  const ofOther = (isLike: (other: string) => boolean) =>
    valuesOf(String(wanted), plain).some((one) => isLike(folded(textOf(one) ?? '')));
  switch (op) {
    case 'equals':
      return own === other;
    case 'contains':
      return own.includes(other);
    case 'startsWith':
      return own.startsWith(other);
    case 'endsWith':
      return own.endsWith(other);
    case 'wildcard':
      return ofWildcards(other).test(own);
    case 'regex':
      return new RegExp(String(wanted), caseSensitive ? 'u' : 'iu').test(text);
    case 'cidr':
      return typeof value === 'string' && liesIn(value, String(wanted));
    case 'equalsField':
      return ofOther((one) => one !== '' && own === one);
    case 'containsField':
      return ofOther((one) => one !== '' && own.includes(one));
    case 'belongsToField':
      return ofOther((one) => accountIn(own) !== '' && accountIn(own) === accountIn(one));
    default:
      return compares(op, numberOf(value), Number(wanted));
  }
}

/** The fifth part of an ARN, or the whole of another text; '' where that is no twelve digits. */
function accountIn(text: string): string {
  const [first = '', , , , fifth = '', ...rest] = text.split(':');
  const isArn = first.toLowerCase() === 'arn' && rest.length > 0;
  const account = isArn ? fifth : text;
  return account.length === 12 && [...account].every((digit) => digit >= '0' && digit <= '9') ? account : '';
}

function compares(op: FieldTest['op'], number: number, wanted: number): boolean {
  if (op === 'lessThan') return number < wanted;
  if (op === 'atMost') return number <= wanted;
  return op === 'greaterThan' ? number > wanted : number >= wanted;
}

/** NaN, which is neither more nor less than anything, for what is no number. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
    ? Number(value)
    : Number.NaN;
}

function ofWildcards(pattern: string): RegExp {
  const source = pattern.replace(/\\[*?\\]|[*?]|[^*?\\]+|\\/g, (part) => {
    if (part === '*') return '[^]*';
    if (part === '?') return '[^]';
    const text = /^\\[*?\\]$/.test(part) ? part.slice(1) : part;
    return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return new RegExp(`^${source}$`);
}

/** An address, or a range whose first address lies there and which is no wider. Parts of an IPv4 address may begin with 0. */
function liesIn(text: string, cidr: string): boolean {
  const [written = '', prefix] = text.split('/');
  const address = written.includes(':') ? written : written.replaceAll(/\b0+(?=\d)/g, '');
  const [network = '', wanted = ''] = cidr.split('/');
  if (isIP(address) === 0 || isIP(address) !== isIP(network)) return false;
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const ranges = new BlockList();
  ranges.addSubnet(network, Number(wanted), family);
  return (prefix === undefined || Number(prefix) >= Number(wanted)) && ranges.check(address, family);
}

function namesOf(path: string): string[] {
  return path.split('.').map((name) => name.replace(/\[\]$/, ''));
}

/** The values at a path, of which an array at its end is as many as it has elements. */
function leavesAt(value: unknown, names: readonly string[]): unknown[] {
  return valuesAt(value, names).flatMap((one) =>
    Array.isArray(one) ? one.flat(Number.POSITIVE_INFINITY) : [one],
  );
}

function valuesAt(value: unknown, names: readonly string[]): unknown[] {
  const [name, ...rest] = names;
  if (name === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((element) => valuesAt(element, names));
  if (typeof value === 'string') return valuesAt(saidBy(value) ?? null, names);
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return valuesAt(Reflect.get(value, name), rest);
}

/** What a text says that is a JSON object or array, plain or URL-encoded. */
function saidBy(text: string): unknown {
  for (const read of [text, text.trimStart().startsWith('%') ? decoded(text) : ''])
    if (/^\s*[[{]/.test(read))
      try {
        return JSON.parse(read);
      } catch {
        // A text like any other.
      }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function derived(field: DerivedField, event: NormalisedEvent): unknown[] {
  const { actor } = event;
  const value = {
    '@user': actor.label,
    '@session': actor.sessionName,
    '@principalArn': actor.principalArn,
    '@identityType': actor.identityType,
    '@event': event.eventName,
    '@service': event.service,
    '@ip': event.sourceIp,
    '@region': event.region,
    '@account': event.accountId,
    '@resource': event.resources,
    '@accessKey': actor.accessKeyId,
    '@errorCode': event.errorCode,
    '@outcome': event.outcome,
    '@readOnly': event.readOnly,
    '@mfa': actor.mfa,
    '@category': event.category,
    '@country': countryOf(event.sourceIp),
  }[field];
  return [value].flat().filter((one) => one !== null && one !== '');
}
