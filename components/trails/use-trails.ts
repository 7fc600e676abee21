import { askApi } from '#components/api/ask-api.ts';
import { usePolled } from '#components/api/use-polled.ts';
import type { TrailList } from '#lib/trails/trail.ts';

const BUSY_MS = 2_000;
const IDLE_MS = 60_000;

/** The trails of a scope (`view:acme`), kept up to date: every two seconds while AWS is being asked, else each minute. */
export function useTrails(scope: string, fromPage: TrailList) {
  const { value: list, failed } = usePolled({
    key: scope,
    fromPage,
    ask: (signal) => askApi<TrailList>('/api/v1/trails', new URLSearchParams({ scope }), signal),
    everyMs: (held) => (isAsking(held) ? BUSY_MS : IDLE_MS),
  });
  return { list, failed, asking: isAsking(list) };
}

function isAsking({ accounts }: TrailList): boolean {
  return accounts.some(({ asking }) => asking);
}
