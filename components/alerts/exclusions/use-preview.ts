'use client';
import { useEffect, useState } from 'react';
import { faultWords } from '#components/ui/use-act.ts';
import { previewExclusionAction } from '#lib/alerts/exclusions/actions.ts';
import type { ExclusionPreview, PreviewRequest } from '#lib/alerts/exclusions/preview.ts';

/** Somebody who ticks several things in a row asks once. */
const PAUSE_MS = 250;

export type Previewed = { preview?: ExclusionPreview; fault?: string };

/** What an exclusion would hide, asked anew when `request` changes; empty until there is an answer. `place` is `view:acme`. */
export function usePreview(place: string, request: PreviewRequest | null): Previewed {
  const asked = request && JSON.stringify(request);
  const [answer, setAnswer] = useState<Previewed & { asked: string | null }>({ asked: null });
  useEffect(() => {
    if (asked === null) return;
    let left = false;
    const timer = setTimeout(async () => {
      const { preview, ...state } = await previewExclusionAction(place, JSON.parse(asked));
      if (!left) setAnswer({ asked, ...(preview ? { preview } : { fault: faultWords(state) }) });
    }, PAUSE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [place, asked]);
  return answer.asked === asked ? answer : {};
}
