'use client';
import { BellPlus } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { type EventSearch, toSearchParams } from '#lib/events/url.ts';
import { type EventRef, formatEventRef } from './page-state.ts';
import { useReport } from './report-context.ts';

/** Leads to a new rule that looks for what the report shows; nothing for who makes none here. */
export function MakeAlert({ search }: { search: EventSearch }) {
  const { newRuleHref } = useReport();
  if (newRuleHref === null) return null;
  const query = toSearchParams(search);
  // A rule has no period, and is not counted by days.
  for (const name of ['from', 'to', 'preset', 'aggregate']) query.delete(name);
  return (
    <Button asChild>
      <Link
        href={`${newRuleHref}?${query}`}
        prefetch={false}
        aria-label="Make an alert"
        title="Makes an alert rule of this search"
      >
        <BellPlus aria-hidden />
        Alert
      </Link>
    </Button>
  );
}

/** Leads to a new rule for events like one. */
export function AlertLikeThis({ event, newRuleHref }: { event: EventRef; newRuleHref: string }) {
  const query = new URLSearchParams({ like: formatEventRef(event) });
  return (
    <Button asChild className="max-md:h-11">
      <Link href={`${newRuleHref}?${query}`} prefetch={false}>
        <BellPlus aria-hidden />
        Alert on events like this
      </Link>
    </Button>
  );
}
