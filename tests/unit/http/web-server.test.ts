import type { Server } from 'node:http';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askApi } from '#components/api/ask-api.ts';
import { MAX_QUERY_BYTES } from '#lib/events/search-params.ts';
import { createWebServer } from '../../../workers/web-server.ts';

let server: Server;
let origin: string;
beforeAll(async () => {
  server = createWebServer((asked, response) => {
    const { searchParams } = new URL(asked.url ?? '', 'http://portal');
    response.end(
      JSON.stringify({ users: searchParams.getAll('user').length, from: asked.headers['x-forwarded-for'] }),
    );
  }, undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close().closeAllConnections());

const users = (count: number) =>
  new URLSearchParams(
    Array.from({ length: count }, (_, n) => ['user', `a-service-account-with-a-long-name-${n}`]),
  );

test('a search of 500 long names is read, which is more than Node reads by itself', async () => {
  expect(users(500).toString().length).toBeGreaterThan(20_000);
  expect(await askApi(`${origin}/api/v1/events`, users(500))).toEqual({ users: 500, from: '127.0.0.1' });
});

test('so is the longest query that is offered, with the page that it comes from in a header', async () => {
  const query = `user=${'x'.repeat(MAX_QUERY_BYTES - 5)}`;
  const headers = { 'next-router-state-tree': 'x'.repeat(2.5 * MAX_QUERY_BYTES) };
  const answer = await new Promise<number | undefined>((resolve, reject) => {
    request(`${origin}/view/all/events?${query}`, { headers }, (got) => resolve(got.resume().statusCode))
      .on('error', reject)
      .end();
  });
  expect(answer).toBe(200);
});

test('of a longer one a person is told that it is too long', async () => {
  await expect(askApi(`${origin}/api/v1/events`, users(2000))).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringContaining('too long'),
    hint: expect.stringContaining('in parts'),
  });
});

test.each([414, 431])('so where a proxy answers %s in its own words', async (status) => {
  const proxy = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('<html>', { status }));
  await expect(askApi('/api/v1/events', users(1))).rejects.toThrow('too long');
  proxy.mockRestore();
});
