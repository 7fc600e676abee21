import type { Rhythm } from '../rhythm.ts';
import type { Stage } from '../stage.ts';

/** Someone or something that makes calls, in episodes: one pipeline run, one look at the console, one crawl. */
export type Actor = {
  name: string;
  /** Part of all events, relative to the other actors'. */
  share: number;
  /** Events of one episode on average, so that shares come out right. */
  episodeEvents: number;
  rhythm: Rhythm;
  /** Plays one episode that begins at `startMs`. */
  play(stage: Stage, startMs: number): void;
};
