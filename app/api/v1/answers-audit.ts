import { z } from 'zod';
import type { AuditPage } from '#lib/audit/schema.ts';
import { next, time } from './answers.ts';

export const auditLogAnswer = z.object({
  entries: z.array(
    z.object({
      id: z.string().meta({ description: 'Digits.' }),
      at: time,
      actor: z.string().meta({ description: 'An e-mail address, or `system`, or `anonymous`.' }),
      userId: z.string().nullable(),
      action: z.string().meta({ description: '`<noun>.<verb>`' }),
      target: z.string(),
      result: z.enum(['ok', 'denied']),
      ipAddress: z.string().nullable(),
      detail: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
  next,
}) satisfies z.ZodType<AuditPage>;
