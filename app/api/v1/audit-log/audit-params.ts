import { z } from 'zod';
import type { AuditFilters } from '#lib/audit/schema.ts';
import { exportParams, singleParams } from '#lib/events/search-params.ts';

const part = z.string().max(200, 'expected at most 200 characters').default('');

const filterParams = z.object({
  from: singleParams.shape.from.meta({
    format: 'date-time',
    description: 'Start of the period. Without it: from the beginning.',
  }),
  to: singleParams.shape.to.meta({ format: 'date-time', description: 'End of the period, not included.' }),
  person: part.meta({ description: 'A part of the e-mail address of who did it.' }),
  action: part.meta({ description: 'The whole name of an action, e.g. `view.create`.' }),
  target: part.meta({ description: 'A part of what it was done to.' }),
  result: z.enum(['ok', 'denied'], 'expected ok or denied').optional(),
});

export const auditLogParams = filterParams.extend({
  limit: z.coerce
    .number('expected a whole number')
    .int('expected a whole number')
    .min(1, 'expected at least 1')
    .max(1000, 'expected at most 1000')
    .default(100),
  cursor: z
    .string()
    .regex(/^[\w-]{1,100}$/, 'expected the `next` of the page before, unchanged')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
});

export const auditExportParams = filterParams.extend({ format: exportParams.shape.format });

export function toAuditFilters(params: z.output<typeof filterParams>): AuditFilters {
  const { from = null, to = null, result = null, person, action, target } = params;
  return { from, to, person, action, target, result };
}
