import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from './aws-error.ts';
import type { Failure } from './faults.ts';
import { serviceErrorBody } from './services.ts';
import { document, element } from './xml.ts';

/** A request's address: as it came, for the signature, and decoded. */
export type Address = {
  rawPath: string;
  rawQuery: string;
  bucket: string;
  key: string;
  params: URLSearchParams;
};

/** Takes a path-style URL apart. Throws InvalidURI where it cannot be decoded. */
export function parseAddress(url: string): Address {
  const cut = url.indexOf('?');
  const rawPath = cut < 0 ? url : url.slice(0, cut);
  const rawQuery = cut < 0 ? '' : url.slice(cut + 1);
  const slash = rawPath.indexOf('/', 1);
  // In AWS's queries a plus is a plus, and not a space as in forms.
  const params = new URLSearchParams(rawQuery.replaceAll('+', '%2B'));
  try {
    const bucket = decodeURIComponent(slash < 0 ? rawPath.slice(1) : rawPath.slice(1, slash));
    const key = slash < 0 ? '' : decodeURIComponent(rawPath.slice(slash + 1));
    return { rawPath, rawQuery, bucket, key, params };
  } catch {
    throw new AwsError(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

export function flatHeaders(incoming: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    flat[name] = Array.isArray(value) ? value.join(',') : (value ?? '');
  return flat;
}

/** Lets a planned failure happen, as far as it happens before the answer; `cut` is left to the body. */
export async function suffer(failure: Failure | null): Promise<void> {
  if (failure?.kind === 'throttle') throw new AwsError(503, 'SlowDown', 'Please reduce your request rate.');
  if (failure?.kind === 'internal-error')
    throw new AwsError(500, 'InternalError', 'We encountered an internal error. Please try again.');
  if (failure?.kind === 'error') throw new AwsError(failure.status, failure.code, failure.message);
  if (failure?.kind === 'delay') await sleep(failure.delayMs);
}

export function sendXml(response: ServerResponse, xml: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(xml) });
  response.end(xml);
}

/** A service's answer: XML where it is text, JSON where it is an object. */
export function sendAnswer(response: ServerResponse, answer: string | object, status = 200): void {
  if (typeof answer === 'string') {
    sendXml(response, answer, status);
    return;
  }
  const json = JSON.stringify(answer);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(json),
  });
  response.end(json);
}

function s3ErrorXml(error: AwsError, resource: string): string {
  const details = Object.entries(error.details).map(([name, text]) => element(name, text));
  const inner = element('Code', error.code) + element('Message', error.message) + details.join('');
  return document('Error', `${inner}${element('Resource', resource)}`, '');
}

/** Answers with what was thrown, in the words of the service that was asked. */
export function sendError(
  thrown: unknown,
  incoming: IncomingMessage,
  response: ServerResponse,
  service: string,
): void {
  // The head has gone out: the client sees the body break off.
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const error = thrown instanceof AwsError ? thrown : new AwsError(500, 'InternalError', String(thrown));
  if (error.details.Region) response.setHeader('x-amz-bucket-region', error.details.Region);
  if (incoming.method === 'HEAD') response.writeHead(error.status).end();
  else if (service === 's3') sendXml(response, s3ErrorXml(error, incoming.url ?? ''), error.status);
  else sendAnswer(response, serviceErrorBody(service, error), error.status);
}
