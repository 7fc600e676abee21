import { z } from 'zod';
import { CATEGORIES, IDENTITY_TYPES } from '#lib/cloudtrail/event.ts';
import { isRangePreset, RANGE_PRESETS } from '#lib/time/ranges.ts';
import { AGGREGATES, EXPORT_FORMATS, FACETS, GROUP_BYS, OUTCOME_FILTERS } from './schema.ts';

/**
 * The query string of an events search, parameter by parameter, for the page and the API alike: one text each
 * (`singleParams`) or repeatable (`listParams`). The OpenAPI document is made from these.
 */
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** An ISO date or time; without a zone it is UTC (a browser's own parser would take the machine's zone). Null if it is none. */
export function parseInstant(text: string): Date | null {
  const [matched, day, time = '00:00', zone = 'Z'] = ISO.exec(text.trim()) ?? [];
  if (!matched) return null;
  const instant = new Date(`${day}T${time}${zone.toUpperCase()}`);
  if (Number.isNaN(instant.getTime())) return null;
  // The engine takes 31 February for 3 March.
  return new Date(`${day}T00:00Z`).toISOString().startsWith(day ?? '') ? instant : null;
}

const instant = z
  .string()
  .refine((text) => parseInstant(text) !== null, 'expected an ISO time such as 2026-11-07T00:00:00Z')
  .transform((text) => parseInstant(text) ?? new Date(0));

const flag = z.enum(['true', 'false'], 'expected true or false').transform((text) => text === 'true');

function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, `expected one of ${values.join(', ')}`);
}

const presets = RANGE_PRESETS.map(({ id }) => id).join(', ');

export const singleParams = z.object({
  from: instant.optional().meta({
    format: 'date-time',
    description: 'Start of the period, ISO 8601, UTC. Default: 14 days before `to`.',
  }),
  to: instant
    .optional()
    .meta({ format: 'date-time', description: 'End of the period, not included. Default: now.' }),
  preset: z
    .string()
    .refine(isRangePreset, `expected one of ${presets}`)
    .optional()
    .meta({ description: `A period that ends now, in place of from and to: ${presets}.` }),
  outcome: oneOf(OUTCOME_FILTERS)
    .optional()
    .meta({ description: 'error is every failure, unauthorised those for lack of rights.' }),
  readOnly: flag
    .optional()
    .meta({ description: 'true: only calls that read; false: only those that change something.' }),
  mfa: flag.optional().meta({
    description:
      'Whether CloudTrail says that the session used MFA. Neither value matches where it does not say.',
  }),
  q: z.string().trim().max(512, 'expected at most 512 characters').optional().meta({
    description:
      'Search over user, session, ARN, event, service, IP, access key, resource and account; * and ? are wildcards, without them any part matches.',
  }),
  groupBy: oneOf(GROUP_BYS).optional(),
  aggregate: oneOf(AGGREGATES).optional(),
  limit: z.coerce
    .number('expected a whole number')
    .int('expected a whole number')
    .min(1, 'expected at least 1')
    .max(1000, 'expected at most 1000')
    .optional(),
  cursor: z
    .string()
    .max(512, 'expected the `next` of the page before')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
});

/** More values than this of one filter are refused. */
export const MAX_VALUES = 500;

/**
 * Bytes of a query that the portal offers to ask. The whole request line has no more than 16 KB where AWS's load balancers stand before
 * it, and Next sends a page's query once more, and longer, in a header: both must fit in what our own server reads.
 */
export const MAX_QUERY_BYTES = 15_000;

function many<T extends z.ZodType>(item: T) {
  return z.array(item).max(MAX_VALUES, `expected at most ${MAX_VALUES} values`);
}

function texts(description: string) {
  return many(z.string().max(2048, 'expected at most 2048 characters')).meta({ description });
}

export const listParams = z.object({
  user: texts('User label: IAM user name, role name, person over SSO, service.'),
  ip: texts('Source address as CloudTrail gives it.'),
  service: texts('Event source without .amazonaws.com, e.g. ec2.'),
  event: texts('Event name, e.g. RunInstances.'),
  region: texts('AWS region, e.g. eu-central-1.'),
  account: many(z.string().regex(/^\d{12}$/, 'expected 12 digits')).meta({
    description: 'Account number, 12 digits.',
  }),
  resource: texts('ARN or id that the event names.'),
  errorCode: texts('Error code, e.g. AccessDenied; (none) for events without one.'),
  accessKey: texts('Access key id.'),
  identityType: many(oneOf(IDENTITY_TYPES)).meta({ description: 'Type of userIdentity.' }),
  category: many(oneOf([...CATEGORIES, 'all'])).meta({
    description:
      'CloudTrail event category; all for every kind of call (management, data, network-activity). insight and aggregated records are no calls: ask for each of them alone. Default: management.',
  }),
});

/** The facets endpoint's own parameters. */
export const facetParams = z.object({
  facet: oneOf(FACETS).meta({
    description: 'The filter whose values are wanted; its own choice is left out of the counts.',
  }),
  find: z.string().max(512, 'expected at most 512 characters').default('').meta({
    description: 'Only values with this in them; * and ? are wildcards.',
  }),
});

/** The export's own parameter. */
export const exportParams = z.object({
  format: oneOf(EXPORT_FORMATS).meta({
    description:
      'csv, with a head line and cells that no spreadsheet takes for formulas, or ndjson, one event a line.',
  }),
});

/** The single event's own parameter. */
export const eventParams = z.object({
  time: instant
    .optional()
    .meta({ format: 'date-time', description: 'The event time, if known: then one row is read.' }),
});
