import { DataTable, Row } from '#components/table/data-table.tsx';
import { cn } from '#components/ui/cn.ts';
import { zoneLabel } from '#lib/time/format.ts';
import type { Trail } from '#lib/trails/trail.ts';
import { Inferred, WarningMarks } from './trail-cells.tsx';
import { type CellContext, TRAIL_COLUMNS } from './trail-columns.tsx';
import { trailName } from './trail-words.ts';

const NAME_WIDTH = 248;
const WIDTHS = [NAME_WIDTH, ...TRAIL_COLUMNS.map(({ width }) => width)];
const TABLE_WIDTH = WIDTHS.reduce((sum, width) => sum + width, 0);

/** Columns of a group that stand side by side. */
const GROUPS = Object.entries(Object.groupBy(TRAIL_COLUMNS, ({ group }) => group)).map(
  ([group, columns]) => ({ group, span: columns?.length ?? 0 }),
);

// The first column stays where it is while the others scroll, so it hides what passes under it.
const STICKY =
  'sticky left-0 py-2! z-1 border-r border-line bg-surface group-hover/row:bg-hover group-data-selected/row:bg-selected group-last/row:rounded-bl-panel';
const HEAD = 'text-left font-medium text-fg-3';

/** One row a trail, every column of the report. */
export function TrailsTable(props: {
  trails: readonly Trail[];
  selected: string | null;
  onSelect: (id: string) => void;
  context: CellContext;
}) {
  const { zone, now } = props.context;
  return (
    <div className="max-md:hidden">
      <DataTable
        label="Trails"
        widths={WIDTHS}
        minWidth={TABLE_WIDTH}
        className="border-separate border-spacing-0"
      >
        <thead>
          <tr>
            <th
              scope="col"
              rowSpan={2}
              className={cn(HEAD, 'sticky left-0 z-1 border-r border-line pb-2! align-bottom')}
            >
              Name
            </th>
            {GROUPS.map(({ group, span }) => (
              <th
                key={group}
                scope="colgroup"
                colSpan={span}
                className={cn(HEAD, 'h-6! border-b-0! text-11!')}
              >
                {group === 'Times' ? `Times (${zoneLabel(zone, now)})` : group}
              </th>
            ))}
          </tr>
          <tr>
            {TRAIL_COLUMNS.map(({ head, title }, index) => (
              <th
                key={head}
                scope="col"
                title={title}
                className={cn(HEAD, 'border-t-0!', index === 0 && 'pl-2!')}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.trails.map((trail) => (
            <TrailRow
              key={trail.id}
              trail={trail}
              selected={trail.id === props.selected}
              onSelect={props.onSelect}
              context={props.context}
            />
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

function TrailRow(props: {
  trail: Trail;
  selected: boolean;
  onSelect: (id: string) => void;
  context: CellContext;
}) {
  const { trail } = props;
  return (
    <Row tall selected={props.selected} className="group/row">
      <td className={STICKY}>
        <button
          type="button"
          onClick={() => props.onSelect(trail.id)}
          className="block max-w-full truncate rounded-chip font-medium hover:text-accent-ink hover:underline"
          title={trail.arn ?? trailName(trail)}
        >
          {trailName(trail)}
        </button>
        <Marks trail={trail} />
      </td>
      {TRAIL_COLUMNS.map(({ head, cell }) => (
        <td key={head}>{cell(trail, props.context)}</td>
      ))}
    </Row>
  );
}

function Marks({ trail }: { trail: Trail }) {
  if (trail.warnings.length === 0 && !trail.inferred) return null;
  return (
    <span className="mt-1 flex gap-1">
      <WarningMarks trail={trail} />
      {trail.inferred && <Inferred />}
    </span>
  );
}
