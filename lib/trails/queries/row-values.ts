import { z } from 'zod';

/** A timestamp of the driver as ISO, UTC. */
export const isoTime = z.date().transform((date) => date.toISOString());
export const timeOrNull = isoTime.nullable();
