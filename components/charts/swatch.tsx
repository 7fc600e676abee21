import { cn } from '#components/ui/cn.ts';
import { colourOf, type SeriesColour } from '#lib/charts/series-colours.ts';

/** The mark before a value: its series' colour, grey where it is in the rest. */
export function Swatch({ colour, className }: { colour: SeriesColour; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn('inline-block size-2 shrink-0 rounded-[2px]', className)}
      style={{ background: colourOf(colour) }}
    />
  );
}
