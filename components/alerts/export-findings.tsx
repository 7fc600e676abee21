import { ExportButton, ExportFiles } from '#components/ui/export-menu.tsx';
import { type FindingPageParams, findingQuery } from '#lib/alerts/findings/page-params.ts';

/** Every finding that the list's filters show, as a file. `scope`: `view:acme`. */
export function ExportFindings({ scope, params }: { scope: string; params: FindingPageParams }) {
  const { show, severity, rule, account, assignee } = params;
  const filters = findingQuery({ show, severity, rule, account, assignee }).slice(1);
  const href = (format: 'csv' | 'ndjson') =>
    `/api/v1/alerts/findings/export?${[`scope=${scope}`, filters, `format=${format}`].filter(Boolean).join('&')}`;
  return (
    <ExportButton label="Every finding of this list, the last made first">
      <ExportFiles csvHref={href('csv')} ndjsonHref={href('ndjson')} lines="one line a finding" />
    </ExportButton>
  );
}
