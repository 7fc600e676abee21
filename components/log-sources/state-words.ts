import type { SourceState } from '#lib/sources/source-status.ts';

export const STATE_WORDS: Record<SourceState, string> = {
  error: 'Error',
  waiting: 'Waiting for the worker',
  collecting: 'Collecting',
  online: 'Online',
  paused: 'Paused',
};
