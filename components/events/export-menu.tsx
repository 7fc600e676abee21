'use client';
import { ExportButton, ExportFiles } from '#components/ui/export-menu.tsx';
import type { EventSearch } from '#lib/events/url.ts';
import { exportHref } from './event-questions.ts';
import { useReport } from './report-context.ts';

/** Every event of the search as a file. */
export function ExportMenu({ search }: { search: EventSearch }) {
  return (
    <ExportButton label="Every event of this search, newest first">
      <ExportItems search={search} />
    </ExportButton>
  );
}

/** The files as entries of a menu. */
export function ExportItems({ search }: { search: EventSearch }) {
  const { scope } = useReport();
  return (
    <ExportFiles
      csvHref={exportHref(scope, search, 'csv')}
      ndjsonHref={exportHref(scope, search, 'ndjson')}
      lines="one event a line"
    />
  );
}
