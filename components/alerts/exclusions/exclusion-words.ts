import type { Tone } from '#components/ui/badge.tsx';
import type { ExclusionRight } from '#lib/alerts/exclusions/manages-place.ts';
import type { ExclusionPreview, Hidden } from '#lib/alerts/exclusions/preview.ts';
import type { ExclusionRow, ExclusionState } from '#lib/alerts/exclusions/schema.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { formatDate, formatMinute } from '#lib/time/format.ts';

export const EXCLUSION_WORDS: Record<ExclusionState, string> = {
  asked: 'Asked for',
  active: 'Active',
  off: 'Off',
  ended: 'Ended',
  refused: 'Refused',
  withdrawn: 'Taken back',
};

export const EXCLUSION_TONES: Record<ExclusionState, Tone> = {
  asked: 'warn',
  active: 'neutral',
  off: 'neutral',
  ended: 'neutral',
  refused: 'bad',
  withdrawn: 'neutral',
};

/** Where it holds: an account by its name, or all that the rule's view holds. */
export function whereWords({ account, scope }: Pick<ExclusionRow, 'account' | 'scope'>): string {
  if (account) return account.name || account.id;
  return scope.kind === 'view' ? `All of ${scope.name}` : scope.name;
}

/** A rule's name; with its place where that is not `here` (`view:acme`), as two places may have the same rule on. */
export function ruleWords({ rule, scope }: Pick<ExclusionRow, 'rule' | 'scope'>, here: string): string {
  return `${scope.kind}:${scope.id}` === here ? rule : `${rule} (${scope.name})`;
}

/** What sends the form of an exclusion, or of the request for one. */
export function submitWords(right: ExclusionRight, busy: boolean): string {
  if (right === 'ask') return busy ? 'Asking…' : 'Ask';
  return busy ? 'Excluding…' : 'Exclude';
}

/** Who answered, ended or took it back, and when; '' where nobody did. */
export function deedWords({ state, decision, removed, until }: ExclusionRow, zone: string): string {
  if (state === 'refused' && decision) return `by ${decision.by}, ${formatMinute(decision.at, zone)}`;
  if (removed) return `by ${removed.by}, ${formatMinute(removed.at, zone)}`;
  if (state === 'ended' && until) return formatMinute(until, zone);
  return decision ? `granted by ${decision.by}, ${formatMinute(decision.at, zone)}` : '';
}

/** The last day of an exclusion that is given its end by days, in UTC. */
export function lastDay(until: string): string {
  return formatDate(Date.parse(until) - 1, 'UTC');
}

/** What an exclusion would have hidden. */
export function previewWords({ finding, matches }: ExclusionPreview): string {
  const ofRule = `${looked(matches, 'the rule’s', 'match', 'matches')} in the last 30 days`;
  if (!finding) return `It would have hidden ${ofRule}.`;
  return `It would have hidden ${looked(finding, 'this finding’s', 'event', 'events')}, and ${ofRule}.`;
}

/** `2 of this finding’s newest 500 events` */
function looked({ hidden, events, more }: Hidden, whose: string, one: string, many: string): string {
  const words = `${formatCount(events)} ${events === 1 ? one : many}`;
  return `${formatCount(hidden)} of ${whose} ${more ? 'newest ' : ''}${words}`;
}
