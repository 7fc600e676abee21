import { z } from 'zod';
import type { Summary } from '#lib/summary/schema.ts';

const time = z.string().meta({ format: 'date-time', description: 'ISO 8601, UTC.' });
const count = z.int().min(0);

const counts = z.object({
  events: count,
  errors: count,
  unauthorised: count.meta({ description: 'Of the errors, those for lack of rights and failed sign-ins.' }),
});

const list = z
  .array(z.object({ value: z.string(), events: count, eventsBefore: count }))
  .meta({ description: 'The most frequent values; "" stands for events that have none.' });

const lists = {
  regions: list,
  services: list,
  eventNames: list,
  users: list,
  ips: list,
  resources: list,
};

export const summaryAnswer = counts.extend({
  from: time,
  to: time,
  trails: count,
  trailStates: z
    .object({ logging: count, stopped: count })
    .meta({ description: 'Of the trails that AWS described; of the others it is not known.' }),
  ...lists,
  values: z
    .object({
      regions: count,
      services: count,
      eventNames: count,
      users: count,
      ips: count,
      resources: count,
    })
    .meta({ description: 'How many different values each list is the top of.' }),
  before: counts
    .extend({ from: time, to: time, complete: z.boolean() })
    .meta({ description: 'The period before, as long; `complete` is false where the logs begin within it.' }),
  step: z
    .enum(['day', 'six-hours', 'hour'])
    .meta({ description: 'Length of a point; days and six hours begin with those of UTC.' }),
  series: z
    .array(z.object({ start: time, events: count, errors: count, eventsBefore: count }))
    .meta({ description: 'A point for every step of the period.' }),
}) satisfies z.ZodType<Summary>;
