import { z } from 'zod';

/** A search of the Events report under a name. Isomorphic: client components import it. */
export type SavedSearch = {
  /** UUID; `/view/<slug>/events/saved/<id>` opens it. */
  id: string;
  name: string;
  /** The report's query string, without a question mark; '' is the report as it opens. */
  query: string;
  /** Everybody who sees the scope sees it. */
  shared: boolean;
  /** Who saved it. */
  by: string;
  /** Whether the asker may rename, change and delete it. */
  canChange: boolean;
  /** ISO, UTC. */
  updatedAt: string;
};

const name = z
  .string('expected a name')
  .trim()
  .min(1, 'Enter a name.')
  .max(120, 'A name has at most 120 characters.');
const query = z.string('expected a query string').max(65_536, 'expected at most 65536 characters');

export const newSavedSearch = z.strictObject({ name, query, shared: z.boolean().default(false) });
export type NewSavedSearch = z.infer<typeof newSavedSearch>;

/** What is not given stays as it is. */
export const savedSearchChange = z.strictObject({
  name: name.optional(),
  query: query.optional(),
  shared: z.boolean().optional(),
});
export type SavedSearchChange = z.infer<typeof savedSearchChange>;
