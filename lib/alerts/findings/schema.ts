import type { EventRow } from '#lib/events/schema.ts';
import type { Severity } from '../rule-model.ts';

export const FINDING_STATES = ['open', 'acknowledged', 'closed'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** A person by what they are called. */
export type NamedPerson = { id: string; name: string };

export type FindingRow = {
  id: string;
  ruleId: number;
  rule: string;
  severity: Severity;
  state: FindingState;
  accountId: string;
  accountName: string;
  /** Field and value of what the rule groups by, in its order; those without a value are left out. */
  group: { field: string; value: string }[];
  /** ISO, UTC. */
  firstAt: string;
  lastAt: string;
  events: number;
  /** All its events were older than a day when they were taken: nobody was told. */
  historic: boolean;
  silent: boolean;
  assignee: NamedPerson | null;
};

export type FindingPage = {
  findings: FindingRow[];
  next: string | null;
};

export type FindingCounts = { open: number; acknowledged: number };

export const HISTORY_KINDS = [
  'opened',
  'joined',
  'acknowledged',
  'closed',
  'reopened',
  'assigned',
  'comment',
  'withdrawn',
] as const;

export type HistoryEntry = {
  id: string;
  at: string;
  actor: string;
  kind: (typeof HISTORY_KINDS)[number];
  comment: string | null;
  assignee: string | null;
};

export type DeliveryEntry = {
  id: string;
  channel: string;
  kind: string;
  state: 'waiting' | 'sent' | 'failed';
  attempts: number;
  error: string | null;
  nextAttemptAt: string;
  sentAt: string | null;
};

export type FindingDetail = FindingRow & {
  description: string;
  runbook: string;
  techniques: string[];
  references: string[];
  builtinId: string | null;
  mode: 'live' | 'silent' | 'off';
  /** Fields of its group, as the rule had them when it was made. */
  groupBy: string[];
  /** The view or account that the rule belongs to. */
  scope: { kind: 'view' | 'account'; id: string; name: string };
  owners: string[];
  /** The newest of its events, and whether there are more. */
  matches: { events: EventRow[]; more: boolean };
  /** Matches of the rule in the finding's account on each of the days up to its last, oldest first. */
  days: { day: string; matches: number; own: boolean }[];
  history: HistoryEntry[];
  deliveries: DeliveryEntry[];
};
