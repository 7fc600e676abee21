import { z } from 'zod';
import { SETUP_FIELDS, type SetupFields } from './setup-fields.ts';

const MOST = 100_000;

/** The guide's boxes as they come from a browser or from the table of checks. */
export const checkedFields: z.ZodType<SetupFields> = z.record(z.enum(SETUP_FIELDS), z.string().max(MOST));
