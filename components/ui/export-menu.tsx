'use client';
import { ChevronDown, Download, FileJson, FileSpreadsheet } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from './dropdown-menu.tsx';

/** A button whose menu saves what is listed as a file. `label` says what is in it. */
export function ExportButton({ label, children }: { label: string; children: ReactNode }) {
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
        <DropdownMenuLabel>{label}</DropdownMenuLabel>
        {children}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** The files as entries of a menu. `lines` says what a line of the NDJSON is. */
export function ExportFiles(props: { csvHref: string; ndjsonHref: string; lines: string }) {
  return (
    <>
      <DropdownMenuItem asChild>
        <a href={props.csvHref} download>
          <FileSpreadsheet aria-hidden />
          CSV
          <span className="ml-auto text-12 text-fg-3">for spreadsheets</span>
        </a>
      </DropdownMenuItem>
      <DropdownMenuItem asChild>
        <a href={props.ndjsonHref} download>
          <FileJson aria-hidden />
          NDJSON
          <span className="ml-auto text-12 text-fg-3">{props.lines}</span>
        </a>
      </DropdownMenuItem>
    </>
  );
}
