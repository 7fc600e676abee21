import { ExportButton, ExportFiles } from '#components/ui/export-menu.tsx';

/** Every line that matches as a file. */
export function AuditExport({ csvHref, ndjsonHref }: { csvHref: string; ndjsonHref: string }) {
  return (
    <ExportButton label="Every line of this search, newest first">
      <ExportFiles csvHref={csvHref} ndjsonHref={ndjsonHref} lines="one line an entry" />
    </ExportButton>
  );
}
