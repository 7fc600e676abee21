import type { Severity } from '../rule-model.ts';

/** How far back coverage looks. */
export const COVERAGE_DAYS = 30;

/**
 * What a rule did lately. `fired`: it found something. `quiet`: events that it names came, and none matched. `unseen`: none of the events
 * that it names came. `off`: it looks at nothing.
 */
export const COVERAGE_STATES = ['fired', 'quiet', 'unseen', 'off'] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

export const COVERAGE_SHOWS = ['all', ...COVERAGE_STATES, 'imported'] as const;
export type CoverageShow = (typeof COVERAGE_SHOWS)[number];

export type RuleCoverage = {
  /** Apart from all others; that of `RuleRow` for a rule of the place itself. */
  key: string;
  name: string;
  severity: Severity;
  techniques: string[];
  origin: 'built-in' | 'own' | 'sigma';
  state: CoverageState;
  /** Findings are made and nobody is told. */
  silent: boolean;
  /** Views whose rule it is, where it is not the place's own. */
  views: string[];
  /** Names of events that it asks for, in lower case, with how many came; null where it names none, and every event may match. */
  events: { name: string; seen: number }[] | null;
  /** Events that came and that it looks at. */
  seen: number;
  fields: string[];
  findings: number;
  /** ISO, UTC. */
  lastFindingAt: string | null;
};

/** An ATT&CK technique with the rules that name it. */
export type TechniqueCoverage = {
  id: string;
  name: string;
  rules: number;
  on: number;
  /** Rules of which none of the events came. */
  unseen: number;
  findings: number;
};

export type Coverage = { rules: RuleCoverage[]; techniques: TechniqueCoverage[] };
