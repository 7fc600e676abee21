import type { Trail } from '#lib/trails/trail.ts';
import { Inferred, Logging, Moment, Validation, WarningMarks } from './trail-cells.tsx';
import type { CellContext } from './trail-columns.tsx';
import { trailName } from './trail-words.ts';

/** The table's rows as they stand on a phone; the rest of a trail is in its sheet. */
export function TrailCards(props: {
  trails: readonly Trail[];
  onSelect: (id: string) => void;
  context: CellContext;
}) {
  const { context } = props;
  return (
    <ul className="border-t border-line md:hidden">
      {props.trails.map((trail) => (
        <li key={trail.id} className="border-b border-line last:border-b-0">
          <button
            type="button"
            onClick={() => props.onSelect(trail.id)}
            className="grid w-full gap-2 px-4 py-3 text-left text-13"
          >
            <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
              <b className="text-14 font-medium wrap-anywhere">{trailName(trail)}</b>
              <WarningMarks trail={trail} />
              {trail.inferred && <Inferred />}
            </span>
            <span className="text-fg-3 wrap-anywhere">
              {[accountOf(trail, context), trail.homeRegion, trail.bucket].filter(Boolean).join(' · ')}
            </span>
            <span className="grid grid-cols-3 gap-x-4">
              <Fact term="Logging">
                <Logging trail={trail} />
              </Fact>
              <Fact term="Validation">
                <Validation trail={trail} />
              </Fact>
              <Fact term="Last delivery">
                <Moment at={trail.deliveredAt} {...context} />
              </Fact>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function accountOf(trail: Trail, { names }: CellContext): string {
  const { accounts } = trail;
  const accountId = trail.accountId ?? (accounts.length === 1 ? accounts[0] : undefined);
  if (accountId === undefined) return `${accounts.length} accounts`;
  return names[accountId] ?? accountId;
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <span>
      <span className="block text-12 text-fg-3">{term}</span>
      {children}
    </span>
  );
}
