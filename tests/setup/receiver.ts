import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { path: string; headers: IncomingHttpHeaders; body: string };
/** A status, with what goes with it, or `hang up`: the connection is closed without an answer. */
export type Answer = { status: number; headers?: Record<string, string>; body?: string } | 'hang up';

/** An HTTP server that keeps what it got and answers as planned; 200 where nothing is planned. */
export async function startReceiver(): Promise<{
  url: string;
  received: Received[];
  plan: (...answers: Answer[]) => void;
  stop: () => Promise<void>;
}> {
  const received: Received[] = [];
  const planned: Answer[] = [];
  const server: Server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    received.push({
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(parts).toString('utf8'),
    });
    const answer = planned.shift() ?? { status: 200 };
    if (answer === 'hang up') return void request.socket.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    plan: (...answers) => planned.push(...answers),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
