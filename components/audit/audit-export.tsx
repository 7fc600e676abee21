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

/** Every line that matches as a file. */
export function AuditExport({ csvHref, ndjsonHref }: { csvHref: string; ndjsonHref: string }) {
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
        <DropdownMenuLabel>Every line of this search, newest first</DropdownMenuLabel>
        <DropdownMenuItem asChild>
          <a href={csvHref} download>
            <FileSpreadsheet aria-hidden />
            CSV
            <span className="ml-auto text-12 text-fg-3">for spreadsheets</span>
          </a>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={ndjsonHref} download>
            <FileJson aria-hidden />
            NDJSON
            <span className="ml-auto text-12 text-fg-3">one line an entry</span>
          </a>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
