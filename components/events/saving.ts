/** What saving the search that is shown needs to know. */
export type Saving = {
  /** What would be saved: the report's query string as it is now. */
  query: string;
  scopeName: string;
  /** May share searches with everybody who sees the scope. */
  canShare: boolean;
};
