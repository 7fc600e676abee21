import { createServer } from 'node:http';
import next from 'next';
import { clientAddress } from '#lib/auth/client-address.ts';
import { env } from '#lib/env.ts';
import { refuseBody } from './refuse-body.ts';
import { obeyParent } from './supervise.ts';
import { answerUnreadablePath } from './unreadable-path.ts';

const { HOST, PORT, TRAILKEEP_TRUSTED_PROXIES } = env();
const dev = process.argv.includes('--dev');
const app = next({ dev, hostname: HOST, port: PORT, dir: process.cwd() });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((request, response) => {
  if (refuseBody(request, response) || answerUnreadablePath(request, response)) return;
  // From here on the header holds one address, and nobody's claim.
  const claimed = request.headers['x-forwarded-for'];
  request.headers['x-forwarded-for'] = clientAddress(
    request.socket.remoteAddress,
    claimed,
    TRAILKEEP_TRUSTED_PROXIES,
  );
  void handle(request, response);
});
obeyParent(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
server.listen(PORT, HOST);
