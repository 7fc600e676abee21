import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refuseBody } from '../../../workers/refuse-body.ts';

let server: Server;
beforeAll(async () => {
  server = createServer((incoming, response) => {
    if (refuseBody(incoming, response)) return;
    incoming.resume().on('end', () => response.end('read'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close().closeAllConnections());

function post(headers: Record<string, string | number>, body: string | Buffer): Promise<number | undefined> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', method: 'POST', headers }, (answer) =>
      resolve(answer.resume().statusCode),
    );
    asked.on('error', reject).end(body);
  });
}

test('a body of usual size is read, and one that is announced as too large is not', async () => {
  expect(await post({ 'content-length': 5 }, 'hello')).toBe(200);
  expect(await post({}, '')).toBe(200);
  const large = Buffer.alloc(12 * 1024 * 1024);
  expect(await post({ 'content-length': large.length }, large)).toBe(413);
});

test('a body that does not say its length is refused', async () => {
  expect(await post({ 'transfer-encoding': 'chunked' }, 'hello')).toBe(411);
});
