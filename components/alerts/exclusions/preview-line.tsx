'use client';
import type { PreviewRequest } from '#lib/alerts/exclusions/preview.ts';
import { previewWords } from './exclusion-words.ts';
import { usePreview } from './use-preview.ts';

/** What an exclusion would have hidden, in a line. `request` is null while nothing is chosen. */
export function PreviewLine({ place, request }: { place: string; request: PreviewRequest | null }) {
  const { preview, fault } = usePreview(place, request);
  const words = request === null ? 'Tick what all of it has in common.' : preview && previewWords(preview);
  return (
    <p role="status" className={fault ? 'text-12 text-bad' : 'min-h-4 text-12 text-fg-2'}>
      {words ?? fault ?? 'Counting what it would have hidden…'}
    </p>
  );
}
