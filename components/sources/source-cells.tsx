import { Progress } from '#components/ui/progress.tsx';
import { Status } from '#components/ui/status.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { SourceModel } from '#lib/sources/prepare-status.ts';
import { formatDuration } from '#lib/time/duration.ts';

const LATE_MS = 86_400_000;

export function SourceStatus({ source }: { source: SourceModel }) {
  const { state, share } = source;
  if (state !== 'collecting' || share === null) return <Status kind={state} />;
  const percent = Math.floor(share * 100);
  return (
    <>
      <Status kind={state}>Collecting {percent} %</Status>
      <Progress share={share} label={`Collecting ${source.name}`} />
    </>
  );
}

/** How long ago the newest event was; red after a day, for a bucket that should be busy. */
export function Lag({ source }: { source: SourceModel }) {
  if (source.lagMs === null) return <span className="text-fg-3">–</span>;
  const late = source.lagMs >= LATE_MS && source.state !== 'paused';
  return <span className={late ? 'text-bad' : undefined}>{formatDuration(source.lagMs)}</span>;
}

export function Objects({ source }: { source: SourceModel }) {
  return (
    <>
      {formatCount(source.objects)}
      {source.objectsKnown > source.objects && (
        <span className="block text-12 text-fg-3">of {formatCount(source.objectsKnown)}</span>
      )}
    </>
  );
}

/** Objects that wait for another try, and those put aside as unreadable. */
export function Failures({ source }: { source: SourceModel }) {
  const { failed, quarantined } = source;
  const words = [
    failed > 0 && `${formatCount(failed)} failed and tried again`,
    quarantined > 0 && `${formatCount(quarantined)} unreadable, kept with the reason`,
  ].filter(Boolean);
  if (words.length === 0) return <span className="text-fg-3">0</span>;
  return (
    <span className="text-bad" title={words.join('; ')}>
      {formatCount(failed + quarantined)}
      <span className="sr-only"> objects: {words.join('; ')}</span>
    </span>
  );
}
