import { z } from 'zod';
import type { SavedSearch } from '#lib/searches/saved-schema.ts';

export const savedSearch = z.object({
  id: z.string().meta({ format: 'uuid' }),
  name: z.string(),
  query: z.string().meta({ description: 'The query string of the Events report.' }),
  shared: z.boolean().meta({ description: 'Everybody who sees the scope sees it.' }),
  by: z.string().meta({ description: 'Who saved it.' }),
  canChange: z.boolean().meta({ description: 'Whether the asker may change and delete it.' }),
  updatedAt: z.string().meta({ format: 'date-time' }),
}) satisfies z.ZodType<SavedSearch>;

export const savedSearchesAnswer = z.object({ savedSearches: z.array(savedSearch) });
