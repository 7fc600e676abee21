import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerUnreadablePath } from '../../../workers/unreadable-path.ts';

let server: Server;
beforeAll(async () => {
  server = createServer((incoming, response) => {
    if (answerUnreadablePath(incoming, response)) return;
    response.end(incoming.url);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close().closeAllConnections());

function get(path: string): Promise<{ status: number | undefined; text: string }> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path }, async (answer) => {
      const parts = await answer.setEncoding('utf8').toArray();
      resolve({ status: answer.statusCode, text: parts.join('') });
    });
    asked.on('error', reject).end();
  });
}

test('a path that can be read goes on as it is, whatever its query is', async () => {
  for (const path of ['/', '/view/caf%C3%A9/events?user=%E0%A4%A', '/api/v1/events?q=100%'])
    expect(await get(path)).toEqual({ status: 200, text: path });
});

test.each(['%E0%A4%A', '%', '%zz', '%ff'])(
  'of a page’s path with %s in it, each %% stands for itself',
  async (part) => {
    const { text } = await get(`/view/${part}/events?user=%41`);
    expect(text).toBe(`/view/${part.replaceAll('%', '%25')}/events?user=%41`);
    expect(decodeURIComponent(text.split('?')[0] ?? '')).toBe(`/view/${part}/events`);
  },
);

test('the API refuses such a path with an error of its own', async () => {
  const { status, text } = await get('/api/v1/alerts/findings/%E0%A4%A');
  expect(status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({ error: { code: 'bad-request', hint: expect.any(String) } });
});
