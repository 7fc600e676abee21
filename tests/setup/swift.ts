import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { HASH_CONFIG, proxyConfig, SERVERS, type SwiftNode, serverConfig } from './swift-config.ts';

export type Swift = {
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  stop(): Promise<void>;
};

const PACKAGES = 'swift-proxy swift-account swift-container swift-object memcached';
const PROGRAMS = [
  'swift-proxy-server',
  'swift-account-server',
  'swift-container-server',
  'swift-object-server',
  'memcached',
];
/** Long, because Python starts slowly on a machine that is busy with other tests. */
const START_MS = 90_000;

const run = promisify(execFile);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('the system gave no free port');
  return address.port;
}

function missingPrograms(): string[] {
  return PROGRAMS.filter((name) => !existsSync(join('/usr/bin', name)));
}

/**
 * Whether Swift's tests can run here: a machine without the packages may leave them out, unless TEST_SWIFT=1 (the gate)
 * says that they must run.
 */
export function swiftExpected(): boolean {
  return process.env.TEST_SWIFT === '1' || missingPrograms().length === 0;
}

function checkInstalled(): void {
  const missing = missingPrograms();
  if (missing.length === 0) return;
  throw new Error(
    `OpenStack Swift is not on this machine (${missing.join(', ')}): apt-get install -y --no-install-recommends ${PACKAGES}`,
  );
}

/** One replica on the one disk, for each kind of server; in one go, as each start of Python costs a second. */
const BUILD_RINGS = `
import sys
from swift.common.ring import RingBuilder
for server, port in (argument.split(':') for argument in sys.argv[1:]):
    builder = RingBuilder(4, 1, 0)
    builder.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': int(port), 'device': 'd1', 'weight': 1})
    builder.rebalance()
    builder.get_ring().save(server + '.ring.gz')
`;

async function prepare(node: SwiftNode): Promise<void> {
  mkdirSync(join(node.directory, 'srv', 'd1'), { recursive: true });
  writeFileSync(join(node.directory, 'swift.conf'), HASH_CONFIG);
  writeFileSync(join(node.directory, 'proxy-server.conf'), proxyConfig(node));
  for (const server of SERVERS)
    writeFileSync(join(node.directory, `${server}-server.conf`), serverConfig(node, server));
  const ports = SERVERS.map((server) => `${server}:${node.ports[server]}`);
  await run('/usr/bin/python3', ['-c', BUILD_RINGS, ...ports], { cwd: node.directory });
}

type Started = { process: ChildProcess; name: string; port: number; output: string };

function start(node: SwiftNode, name: string, port: number, program: string, args: string[]): Started {
  const child = spawn(`/usr/bin/${program}`, args, {
    cwd: node.directory,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started: Started = { process: child, name, port, output: '' };
  const keep = (chunk: Buffer) => {
    started.output = (started.output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(String(error))));
  return started;
}

function startAll(node: SwiftNode): Started[] {
  const { ports } = node;
  const memcached = ['-l', '127.0.0.1', '-p', String(ports.memcached), '-m', '64', '-u', node.user];
  const servers = [...SERVERS, 'proxy' as const].map((name) =>
    start(node, name, ports[name], `swift-${name}-server`, [join(node.directory, `${name}-server.conf`)]),
  );
  return [start(node, 'memcached', ports.memcached, 'memcached', memcached), ...servers];
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const connected = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.destroy();
  return connected;
}

async function waitUntilUp(started: Started): Promise<void> {
  const until = Date.now() + START_MS;
  while (!(await answers(started.port))) {
    if (started.process.exitCode !== null || Date.now() > until)
      throw new Error(
        `Swift's ${started.name} server did not come up: ${started.output || 'it said nothing'}`,
      );
    await sleep(100);
  }
}

async function end({ process: child }: Started): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/**
 * One node of OpenStack Swift with its S3 API, on free ports of loopback and under a temporary directory: an S3 server
 * that nobody here wrote. Takes some seconds. Throws with the packages to install where Swift is missing.
 */
export async function startSwift(): Promise<Swift> {
  checkInstalled();
  const [account, container, object, proxy, memcached] = await Promise.all(
    Array.from({ length: 5 }, freePort),
  );
  if (!account || !container || !object || !proxy || !memcached) throw new Error('no free ports');
  const node: SwiftNode = {
    directory: mkdtempSync(join(tmpdir(), 'trailkeep-swift-')),
    user: userInfo().username,
    ports: { account, container, object, proxy, memcached },
    accessKeyId: 'trailkeep:tester',
    secretAccessKey: 'swift-test-secret',
  };
  const started: Started[] = [];
  const killAll = () => {
    for (const { process: child } of started) child.kill('SIGKILL');
  };
  const stop = async () => {
    process.removeListener('exit', killAll);
    await Promise.all(started.map(end));
    rmSync(node.directory, { recursive: true, force: true });
  };
  process.once('exit', killAll);
  try {
    await prepare(node);
    started.push(...startAll(node));
    await Promise.all(started.map(waitUntilUp));
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  const { accessKeyId, secretAccessKey } = node;
  return { endpoint: `http://127.0.0.1:${proxy}`, region: 'us-east-1', accessKeyId, secretAccessKey, stop };
}
