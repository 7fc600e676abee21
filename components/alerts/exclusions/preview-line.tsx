'use client';
import { useAnswer } from '#components/api/use-answer.ts';
import { Button } from '#components/ui/button.tsx';
import { faultWords } from '#components/ui/use-act.ts';
import { previewExclusionAction } from '#lib/alerts/exclusions/actions.ts';
import type { PreviewRequest } from '#lib/alerts/exclusions/preview.ts';
import { previewWords } from './exclusion-words.ts';

/** Somebody who ticks several things in a row asks once. */
const PAUSE_MS = 250;
const NO_ANSWER = { message: 'What it would have hidden was not counted: Trailkeep did not answer.' };

/**
 * What an exclusion would have hidden, in a line, asked anew when `request` changes; `idle` while it is null, as nothing is chosen.
 * `place` is `view:acme`.
 */
export function PreviewLine(props: { place: string; request: PreviewRequest | null; idle?: string }) {
  const { place, request } = props;
  const { answer, again } = useAnswer(
    `${place} ${JSON.stringify(request)}`,
    async () => (request === null ? null : previewExclusionAction(place, request)),
    PAUSE_MS,
  );
  const said = answer.status === 'ready' ? answer.value : null;
  // What the action refuses it says itself; it rejects only where no answer comes.
  const fault = answer.status === 'failed' ? NO_ANSWER : said?.preview ? null : said;
  if (request !== null && fault)
    return (
      <p role="alert" className="flex flex-wrap items-center gap-2 text-12 text-bad">
        {faultWords(fault)}
        <Button size="small" onClick={again} className="max-md:h-11">
          Try again
        </Button>
      </p>
    );
  return (
    <p role="status" className="min-h-4 text-12 text-fg-2">
      {request === null
        ? props.idle
        : said?.preview
          ? previewWords(said.preview)
          : 'Counting what it would have hidden…'}
    </p>
  );
}
