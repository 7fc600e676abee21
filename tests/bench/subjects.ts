/** What both answer, in one form: value and count, or the ids of events in their order. */
export type Answer = Record<string, number> | string[];

/** Values to ask about, taken from the data. */
export type Subjects = { user: string; account: string; resource: string; wildcard: string };
