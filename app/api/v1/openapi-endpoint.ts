import type { z } from 'zod';

/** What one method of an address does. */
export type Operation = {
  summary: string;
  /** Null where nothing is answered (204). */
  answer: z.ZodType | null;
  body?: z.ZodType;
};

export type Named = {
  /** Types of a file that is answered in place of JSON. */
  files?: string[];
  /** Query parameters, all of them objects of named ones. */
  query?: z.ZodObject[];
  /** Parameters of the path, in its order. */
  path?: Record<string, string>;
};

type Changes = { post?: Operation; patch?: Operation; delete?: Operation };

/** An address of the API. Its `summary` and `answer` are those of GET; one without them only changes something. */
export type Endpoint = Named & Changes & (Operation | { summary?: undefined; answer?: undefined });
