import { FILTER_WORDS } from '#components/filters/filter-words.ts';
import { type EventFilters, LIST_FILTERS } from '#lib/events/schema.ts';
import { formatDaySpan, formatMinute } from '#lib/time/format.ts';
import { recordWords } from './group-words.ts';

const DAY_MS = 86_400_000;

/** `Nothing between 7 and 20 Nov has user maria.keller and IP 192.0.2.145.`: why a search is empty, in words. */
export function emptySentence(filters: EventFilters, zone: string): string {
  const conditions = conditionsOf(filters);
  const when = periodWords(filters, zone);
  const { one, many } = recordWords(filters.category);
  if (conditions.length === 0) return `There is no ${one} in ${when}.`;
  if (one === 'event') return `Nothing in ${when} has ${joined(conditions)}.`;
  return `Nothing among the ${many} in ${when} has ${joined(conditions)}.`;
}

/** `7 – 20 Nov`, with times where it is shorter than two days. */
export function periodWords({ from, to }: Pick<EventFilters, 'from' | 'to'>, zone: string): string {
  if (to.getTime() - from.getTime() >= 2 * DAY_MS) return formatDaySpan(from, to, zone);
  return `${formatMinute(from, zone)} – ${formatMinute(to, zone)}`;
}

function conditionsOf(filters: EventFilters): string[] {
  const lists = LIST_FILTERS.filter((name) => filters[name].length > 0).map(
    (name) => `${FILTER_WORDS[name].noun} ${someOf(filters[name])}`,
  );
  const outcomes = {
    all: '',
    success: 'success',
    error: 'an error',
    unauthorised: 'a refusal for lack of rights',
  };
  return [
    ...lists,
    outcomes[filters.outcome],
    filters.mfa === undefined ? '' : `${filters.mfa ? '' : 'no '}MFA`,
    filters.readOnly === undefined ? '' : filters.readOnly ? 'a read-only call' : 'a changing call',
    filters.q === '' ? '' : `“${filters.q}” in it`,
  ].filter(Boolean);
}

function someOf(values: readonly string[]): string {
  const [first = '', second] = values;
  if (values.length === 1) return first;
  return values.length === 2 ? `${first} or ${second}` : `${first} or ${values.length - 1} others`;
}

function joined(parts: string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
