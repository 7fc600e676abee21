import { askApi } from '#components/api/ask-api.ts';
import { usePolled } from '#components/api/use-polled.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { hasMoreToCome } from '#lib/sources/source-status.ts';

const BUSY_MS = 3_000;
const IDLE_MS = 30_000;

/** The sources of a scope (`view:acme`), kept up to date: every few seconds while something is collected, else now and then. */
export function useSources(scope: string, fromPage: SourceItem[]) {
  const { value: sources, failed } = usePolled({
    key: scope,
    fromPage,
    ask: async (signal) => {
      const params = new URLSearchParams({ scope });
      return (await askApi<{ sources: SourceItem[] }>('/api/v1/sources', params, signal)).sources;
    },
    everyMs: (held) => (held.some(({ state }) => hasMoreToCome(state)) ? BUSY_MS : IDLE_MS),
  });
  return { sources, failed };
}
