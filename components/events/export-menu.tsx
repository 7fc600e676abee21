'use client';
import { ChevronDown, Download, FileJson, FileSpreadsheet } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx';
import type { EventSearch } from '#lib/events/url.ts';
import { exportHref } from './event-questions.ts';
import { useReport } from './report-context.ts';

/** Every event of the search as a file. */
export function ExportMenu({ search }: { search: EventSearch }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download aria-hidden />
          Export
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-64" aria-label="Export">
        <DropdownMenuLabel>Every event of this search, newest first</DropdownMenuLabel>
        <ExportItems search={search} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** The files as entries of a menu. */
export function ExportItems({ search }: { search: EventSearch }) {
  const { scope } = useReport();
  return (
    <>
      <DropdownMenuItem asChild>
        <a href={exportHref(scope, search, 'csv')} download>
          <FileSpreadsheet aria-hidden />
          CSV
          <span className="ml-auto text-12 text-fg-3">for spreadsheets</span>
        </a>
      </DropdownMenuItem>
      <DropdownMenuItem asChild>
        <a href={exportHref(scope, search, 'ndjson')} download>
          <FileJson aria-hidden />
          NDJSON
          <span className="ml-auto text-12 text-fg-3">one event a line</span>
        </a>
      </DropdownMenuItem>
    </>
  );
}
