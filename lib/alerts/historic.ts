const HISTORIC_MS = 86_400_000;

/** Whether an event that is taken now tells of the past: it is older than a day. */
export function isHistoric(timeMs: number, nowMs: number): boolean {
  return nowMs - timeMs > HISTORIC_MS;
}
