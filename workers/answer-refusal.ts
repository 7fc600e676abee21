import type { ServerResponse } from 'node:http';

/** Answers a request that goes no further, in the API's form of an error. `hint` says what to do. */
export function answerRefusal(
  response: ServerResponse,
  status: number,
  { message, hint }: { message: string; hint: string },
): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { code: 'bad-request', message, hint } }));
}
