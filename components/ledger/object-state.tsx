import { Check, CircleX, Clock, RotateCw, TriangleAlert } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { LogObject } from '#lib/ledger/schema.ts';

const STATES: Record<LogObject['state'], { word: string; ink: string; Icon: typeof Check }> = {
  pending: { word: 'Waiting', ink: 'text-fg-2', Icon: Clock },
  ingested: { word: 'Taken', ink: 'text-fg-2', Icon: Check },
  failed: { word: 'Failed', ink: 'text-warn', Icon: RotateCw },
  quarantined: { word: 'Unreadable', ink: 'text-bad', Icon: CircleX },
};

/** What became of an object, as icon and word. */
export function ObjectStateMark({ object }: { object: Pick<LogObject, 'state' | 'quarantinedRecords'> }) {
  const partly = object.state === 'ingested' && object.quarantinedRecords > 0;
  const { word, ink, Icon } = partly
    ? { word: 'Partly read', ink: 'text-warn', Icon: TriangleAlert }
    : STATES[object.state];
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap', ink)}>
      <Icon className="size-3.5" aria-hidden />
      {word}
    </span>
  );
}
