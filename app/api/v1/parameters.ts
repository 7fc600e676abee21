import { z } from 'zod';
import { TrailkeepError } from '#lib/errors.ts';
import { wrongParameter } from '#lib/events/wrong-parameter.ts';
import { OBJECT_STATES } from '#lib/ledger/schema.ts';

export const scopeParams = z.object({
  scope: z.string().meta({
    description: '`view:<slug>` or `account:<12 digits>`, as /scopes lists them.',
    example: 'view:production',
  }),
});

export const scopeSearchParams = z.object({
  find: z
    .string()
    .max(200, 'expected at most 200 characters')
    .optional()
    .meta({ description: 'Only those with this in their name, slug or number.' }),
  limit: z.coerce
    .number('expected a whole number')
    .int('expected a whole number')
    .min(1, 'expected at least 1')
    .max(1000, 'expected at most 1000')
    .optional()
    .meta({ description: 'At most so many views, and so many accounts. All without it.' }),
});

export const objectParams = z.object({
  state: z.enum(OBJECT_STATES, `expected one of ${OBJECT_STATES.join(', ')}`).optional(),
  source: z.coerce
    .number('expected the id of a source')
    .int('expected the id of a source')
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
  prefix: z
    .string()
    .max(1024)
    .optional()
    .meta({ description: 'Only keys that begin so, in the order of the keys.' }),
  unread: z
    .enum(['true'], 'expected true')
    .optional()
    .meta({ description: 'Only objects of which some records could not be read.' }),
  limit: z.coerce
    .number('expected a whole number')
    .int('expected a whole number')
    .min(1, 'expected at least 1')
    .max(1000, 'expected at most 1000')
    .default(100),
  cursor: z
    .string()
    .regex(/^[\w-]{1,4096}$/, 'expected the `next` of the page before, unchanged')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
});

export const ledgerParams = z.object({ source: objectParams.shape.source.unwrap() });

export const unreadParams = z.object({
  after: z.coerce
    .number('expected a whole number')
    .int('expected a whole number')
    .min(-1)
    .max(2 ** 31 - 1)
    .default(-1)
    .meta({ description: 'The `next` of the page before.' }),
  limit: z.coerce
    .number('expected a whole number')
    .int('expected a whole number')
    .min(1)
    .max(100)
    .default(20),
});

/** An endpoint's parameters, strictly: `bad-request` for an unknown one, a second value or a wrong one. `scope` is let through. */
export function parseParameters<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  query: URLSearchParams,
) {
  for (const name of query.keys()) {
    if (name !== 'scope' && !(name in schema.shape)) {
      throw new TrailkeepError('bad-request', `There is no parameter ${name.slice(0, 80)}.`, {
        hint: `Known are ${['scope', ...Object.keys(schema.shape)].join(', ')}.`,
      });
    }
    if (query.getAll(name).length > 1) throw wrongParameter(name, 'expected one value');
  }
  const given = Object.fromEntries([...query].filter(([name, value]) => name !== 'scope' && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw wrongParameter(String(issue?.path[0]), issue?.message ?? 'not understood');
}

/** The `{objectId}` of a path: digits. `not-found` for anything else, as for an object that is not there. */
export function objectIdOf({ objectId }: { objectId: string }): string {
  if (/^\d{1,18}$/.test(objectId)) return objectId;
  throw new TrailkeepError('not-found', 'There is no such log object, or you may not see it.');
}
