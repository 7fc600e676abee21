import next from 'next';
import { env } from '#lib/env.ts';
import { obeyParent } from './supervise.ts';
import { createWebServer } from './web-server.ts';

const { HOST, PORT, TRAILKEEP_TRUSTED_PROXIES } = env();
const dev = process.argv.includes('--dev');
const app = next({ dev, hostname: HOST, port: PORT, dir: process.cwd() });
await app.prepare();
const handle = app.getRequestHandler();
const server = createWebServer(
  (request, response) => void handle(request, response),
  TRAILKEEP_TRUSTED_PROXIES,
);
obeyParent(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
server.listen(PORT, HOST);
