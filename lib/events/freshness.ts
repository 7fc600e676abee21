/** How new the events of a scope are, for whoever sees it: nothing of the sources that they come from. Times are ISO, UTC. */
export type Freshness = {
  /** In the order of their numbers. `newestEventAt` is null where there is none in the last 90 days. */
  accounts: { accountId: string; newestEventAt: string | null }[];
  /** `running`: a worker said so within the last minute. Without one nothing new comes. */
  worker: { running: boolean; lastSeenAt: string | null };
};
