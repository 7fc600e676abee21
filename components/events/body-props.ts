import type { EventDetail, EventFilters } from '#lib/events/schema.ts';

/** What shows one record whole, whatever its kind. */
export type BodyProps = {
  event: EventDetail;
  zone: string;
  accountNames: Readonly<Record<string, string>>;
  /** The period that is being looked at; its links stay in it. */
  period: Pick<EventFilters, 'from' | 'to'> | null;
  /** Where the Events report of this scope is. */
  href: string;
  /** Where a rule is made of the event; null for who makes none here. */
  newRuleHref: string | null;
};
