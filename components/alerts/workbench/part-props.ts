import type { ScopeRef } from '#components/events/event-questions.ts';
import type { Draft } from './draft.ts';

/** What the parts of the form share. */
export type PartProps = {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  /** What is wrong with a field of the rule or with what is in it, once somebody has tried to use the rule. */
  faultOf: (field: string) => string | undefined;
};

/** What the parts need in which events are chosen. */
export type EventsProps = {
  scope: ScopeRef;
  accountNames: Readonly<Record<string, string>>;
  /** Fields of records to offer. */
  suggestions: readonly string[];
  /** Whether rows that are not whole say so. */
  strict: boolean;
};
