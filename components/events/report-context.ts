'use client';
import { createContext, use } from 'react';
import type { ViewerZone } from '#lib/time/zone.ts';
import type { ScopeRef } from './event-questions.ts';
import type { EventRef } from './page-state.ts';

/** What every part of the report knows: whose events these are and how to show them. */
export type Report = {
  scope: ScopeRef;
  /** `/view/acme/events`: where this report's links begin. */
  href: string;
  zone: ViewerZone;
  /** Names of accounts by their number. */
  accountNames: Readonly<Record<string, string>>;
  /** Where a rule is made of what is shown; null for who makes none here. */
  newRuleHref: string | null;
  /** The event whose sheet is open. */
  selected: EventRef | null;
  select: (event: EventRef | null) => void;
  /** Where a list link to this event leads: this page with the event's sheet. */
  eventHref: (event: EventRef) => string;
};

const ReportContext = createContext<Report | null>(null);
export const ReportProvider = ReportContext.Provider;

export function useReport(): Report {
  const report = use(ReportContext);
  if (!report) throw new Error('A part of the Events report stands outside of it.');
  return report;
}
