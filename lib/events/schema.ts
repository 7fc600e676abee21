import { z } from 'zod';
import { CATEGORIES, type Category, IDENTITY_TYPES, type Outcome } from '#lib/cloudtrail/event.ts';

/**
 * What one may ask of events, and the shapes of the answers. The same for the page's URL, the API and the queries.
 * Isomorphic: client components import it.
 */
export const GROUP_BYS = [
  'user',
  'event',
  'ip',
  'service',
  'account',
  'region',
  'errorCode',
  'resource',
  'accessKey',
] as const;
export type GroupBy = (typeof GROUP_BYS)[number];

export const AGGREGATES = ['day', 'hour'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** `unauthorised` is denied and auth-failed together; `error` is all three kinds of failure. */
export const OUTCOME_FILTERS = ['all', 'success', 'error', 'unauthorised'] as const;
export type OutcomeFilter = (typeof OUTCOME_FILTERS)[number];

/** The filters that take several values: values of one are alternatives, filters combine. */
export const LIST_FILTERS = [
  'user',
  'ip',
  'service',
  'event',
  'region',
  'account',
  'resource',
  'errorCode',
  'accessKey',
  'identityType',
] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

/** Filters whose values can be counted and offered in a list (`listFacet`). */
export const FACETS = LIST_FILTERS;

/** The files that an export can be. */
export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What is searched when no category is asked for. */
export const DEFAULT_CATEGORIES: readonly Category[] = ['management'];

/**
 * What counts as an event: a call. An Insight tells about calls, and an aggregated record sums them up: each of these two is shown
 * alone, and neither is ever added to a count of calls.
 */
export const CALL_CATEGORIES: readonly Category[] = ['management', 'data', 'network-activity'];

/** In a filter, the value that means "has none", e.g. events without an error code. */
export const NONE = '(none)';

const values = z.array(z.string().min(1).max(2048)).max(500).default([]);

export const eventFilters = z.object({
  /** Half-open [from, to), UTC. */
  from: z.date(),
  to: z.date(),
  user: values,
  ip: values,
  service: values,
  event: values,
  region: values,
  account: z
    .array(z.string().regex(/^\d{12}$/, 'expected 12 digits'))
    .max(500)
    .default([]),
  resource: values,
  errorCode: values,
  accessKey: values,
  identityType: z.array(z.enum(IDENTITY_TYPES)).default([]),
  outcome: z.enum(OUTCOME_FILTERS).default('all'),
  readOnly: z.boolean().optional(),
  mfa: z.boolean().optional(),
  category: z.array(z.enum(CATEGORIES)).default([...DEFAULT_CATEGORIES]),
  /** Wildcards `*` and `?` over user, session, ARN, event, service, IP, access key, resource and account. */
  q: z.string().trim().max(512).default(''),
});
export type EventFilters = z.infer<typeof eventFilters>;

/** No filter: every event of a period that is counted without a choice. */
export const NO_FILTERS: Readonly<Omit<EventFilters, 'from' | 'to'>> = eventFilters
  .omit({ from: true, to: true })
  .parse({});

export type EventRow = {
  eventId: string;
  /** ISO, UTC. */
  eventTime: string;
  accountId: string;
  region: string;
  service: string;
  eventName: string;
  user: string;
  userType: string;
  sessionName: string;
  userArn: string;
  accessKeyId: string;
  sourceIp: string;
  userAgent: string;
  errorCode: string;
  errorMessage: string;
  outcome: Outcome;
  readOnly: boolean;
  mfa: boolean | null;
  category: Category;
  resources: string[];
};

/** `next` is the cursor of the following page (older events), null at the end. */
export type EventPage = { events: EventRow[]; next: string | null };

export type EventGroup = {
  value: string;
  events: number;
  errors: number;
  /** ISO, UTC. */
  firstSeen: string;
  lastSeen: string;
  /** For groupBy user: the identity types seen under this label, e.g. ['AssumedRole']; people over AWS SSO are 'SSO'. */
  identityTypes?: string[];
};

export type SeriesPoint = {
  /** ISO start of the day or hour, UTC. */
  start: string;
  /** Events of each of the top groups; a missing one is zero. */
  counts: Record<string, number>;
  other: number;
  errors: number;
};

export type EventGroups = {
  total: { events: number; errors: number; groups: number };
  groups: EventGroup[];
  /** The values drawn as series of their own, most events first. */
  topValues: string[];
  series: SeriesPoint[];
  /** True when there are more groups than `groups` holds. */
  truncated: boolean;
};

export type FacetValue = { value: string; label?: string; events: number };
export type Facet = { values: FacetValue[]; truncated: boolean };

/** One event with its evidence. `raw` is the record's text exactly as delivered; null where the object's bytes are gone. */
export type EventDetail = EventRow & {
  raw: string | null;
  /** Null where the source was removed, and the ledger of its objects with it. */
  object: { sourceId: number; source: string; key: string; sha256: string; takenAt: string } | null;
  /** The same call recorded in another account that the scope may see (sharedEventID). */
  twins: { accountId: string; eventId: string; eventTime: string }[];
  /** For an Insight, the record of its other end: the start of one that ended, the end of one that started. */
  otherEnd: { accountId: string; eventId: string; eventTime: string } | null;
};
