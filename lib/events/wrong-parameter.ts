import { TrailkeepError } from '#lib/errors.ts';

/** `bad-request` for one parameter. */
export function wrongParameter(name: string, expected: string): TrailkeepError {
  return new TrailkeepError('bad-request', `Parameter ${name}: ${expected}.`, {
    hint: 'GET /api/v1/openapi.json describes every parameter.',
  });
}
