'use client';
import type { PreviewRequest } from '#lib/alerts/exclusions/preview.ts';
import { previewWords } from './exclusion-words.ts';
import { usePreview } from './use-preview.ts';

/** What an exclusion would have hidden, in a line; `idle` while `request` is null, as nothing is chosen. */
export function PreviewLine(props: { place: string; request: PreviewRequest | null; idle?: string }) {
  const { preview, fault } = usePreview(props.place, props.request);
  const words = props.request === null ? props.idle : preview && previewWords(preview);
  return (
    <p role="status" className={fault ? 'text-12 text-bad' : 'min-h-4 text-12 text-fg-2'}>
      {words ?? fault ?? 'Counting what it would have hidden…'}
    </p>
  );
}
