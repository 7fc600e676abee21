import { cn } from './cn.ts';

/** A grey bar where a word will stand. An svg: its size is an attribute, and style attributes are refused (security-headers.ts). */
export function Skeleton({ className, width = '100%' }: { className?: string; width?: number | string }) {
  return (
    <svg
      aria-hidden
      className={cn('block h-2.5 rounded-[3px] bg-skel motion-safe:animate-pulse', className)}
      width={width}
    />
  );
}

// All different, so that each is its own key.
const BARS = [46, 44, 73, 69, 75, 100, 72, 48, 40, 71, 79, 98, 74, 76];
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

/** The shape of the events chart while it loads; as high as the chart itself. */
export function ChartSkeleton() {
  return (
    <div aria-hidden className="relative h-56 pt-2 pr-4 pb-6 pl-11">
      <div className="flex h-full items-end justify-between gap-2 border-y border-grid bg-[linear-gradient(var(--grid)_1px,transparent_1px)] bg-[length:100%_33.3%] px-2">
        {BARS.map((share) => (
          <svg key={share} className="min-w-0 max-w-6 flex-1 rounded-t-[2px] bg-skel" height={`${share}%`} />
        ))}
      </div>
    </div>
  );
}

/** Table rows in waiting. `widths` are those of the bars; a negative one stands at the right of its cell. */
export function TableSkeleton({ rows = 8, widths }: { rows?: number; widths: readonly number[] }) {
  const widthOf = (column: number) => widths[column] ?? 0;
  return (
    <div aria-hidden>
      {upTo(rows).map((row) => (
        <div key={row} className="flex h-8 items-center gap-6 border-b border-line px-4 last:border-b-0">
          <Skeleton className="size-4" />
          {upTo(widths.length).map((column) => (
            <Skeleton
              key={column}
              className={cn(widthOf(column) < 0 && 'ml-auto')}
              width={Math.abs(widthOf(column)) - ((row * 23 + column * 11) % 40)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
