import { createServer } from 'node:http';
import next from 'next';
import { env } from '#lib/env.ts';
import { obeyParent } from './supervise.ts';

const { HOST, PORT } = env();
const dev = process.argv.includes('--dev');
const app = next({ dev, hostname: HOST, port: PORT, dir: process.cwd() });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((request, response) => {
  void handle(request, response);
});
obeyParent(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
server.listen(PORT, HOST);
