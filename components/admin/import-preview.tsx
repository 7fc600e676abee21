import { CircleAlert } from 'lucide-react';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Note } from '#components/ui/note.tsx';
import type { ImportPlan, PlannedLine } from '#lib/accounts/plan-import.ts';
import { formatCount } from '#lib/charts/format-number.ts';

/** More are counted: nobody reads thousands of lines in a dialog. */
const SHOWN = 200;

/** What a pasted list would do, line by line, the wrong lines first. */
export function ImportPreview({ plan }: { plan: ImportPlan }) {
  const lines = [...plan.lines].sort((a, b) => Number(Boolean(b.fault)) - Number(Boolean(a.fault)));
  const unshown = lines.length - SHOWN;
  return (
    <div className="grid gap-3">
      <Summary plan={plan} />
      <div className="max-h-[32vh] overflow-y-auto rounded-control border border-line">
        <DataTable label="What the lines do" widths={[56, 128, null]} nested>
          <thead>
            <tr>
              <HeadCell numeric>Line</HeadCell>
              <HeadCell>Account</HeadCell>
              <HeadCell>What happens</HeadCell>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, SHOWN).map((line) => (
              <Row key={line.line}>
                <td className="num text-fg-3">{line.line}</td>
                <td className="tabular-nums" title={line.id}>
                  {line.id}
                </td>
                <td className="whitespace-normal">
                  <LineWords line={line} />
                </td>
              </Row>
            ))}
          </tbody>
        </DataTable>
        {unshown > 0 && <p className="px-3 py-2 text-12 text-fg-3">and {formatCount(unshown)} more lines</p>}
      </div>
    </div>
  );
}

function Summary({ plan: { faults, changes, lines } }: { plan: ImportPlan }) {
  if (faults > 0) {
    return (
      <Note tone="bad" role="alert">
        {faults === 1
          ? 'One line is wrong. Mend it above; until then nothing is added.'
          : `${formatCount(faults)} lines are wrong. Mend them above; until then nothing is added.`}
      </Note>
    );
  }
  if (changes === 0) return <Note>All of it is so already: there is nothing to do.</Note>;
  return (
    <Note tone="ok" role="status">
      {formatCount(changes)} of {formatCount(lines.length)} lines change something. Nothing is done yet.
    </Note>
  );
}

function LineWords({ line }: { line: PlannedLine }) {
  const { fault, adds, renamesFrom, name, joins, owns } = line;
  if (fault) {
    return (
      <span className="flex gap-1 text-bad">
        <CircleAlert className="mt-0.5 size-3 shrink-0" aria-hidden />
        {fault}
      </span>
    );
  }
  const parts = [
    adds && `added as ${adds}`,
    renamesFrom && `renamed from ${renamesFrom} to ${name}`,
    joins && `put into the view ${joins.slug}`,
    owns && `owned by ${owns.email}`,
  ].filter(Boolean);
  if (parts.length === 0) return <span className="text-fg-3">nothing new</span>;
  return parts.join(', ');
}
