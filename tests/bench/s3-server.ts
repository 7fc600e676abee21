// The local S3 over `s3-server.ts <folder of buckets>`, until it is stopped. Prints its endpoint and keys in one line.
import { randomBytes } from 'node:crypto';
import { startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { S3_REGION } from './s3-process.ts';

const keys = { accessKeyId: 'AKIABENCHBENCHBENCH0', secretAccessKey: randomBytes(30).toString('base64') };
const server = await startLocalS3({
  directory: process.argv[2] ?? '',
  region: S3_REGION,
  credentials: [keys],
});
process.stdout.write(`${JSON.stringify({ endpoint: server.endpoint, ...keys })}\n`);
process.once('SIGTERM', () => void server.close().then(() => process.exit()));
