import type { IncomingMessage } from 'node:http';
import { AwsError } from './aws-error.ts';
import type { Credentials, LocalCredentials } from './credentials.ts';
import { type LocalRole, stsAnswer, stsErrorXml } from './sts.ts';

/** A verified request to a service other than S3. */
export type ServiceRequest = {
  /** E.g. `DescribeTrails`. */
  action: string;
  /** The body of a query protocol (STS); empty for JSON ones. */
  form: URLSearchParams;
  /** The body of a JSON protocol (CloudTrail, KMS, SQS); empty for query ones. */
  input: Record<string, unknown>;
  caller: LocalCredentials;
  /** The region that the request was signed for. */
  region: string;
  nowMs: number;
  /** Aborted when the caller has gone: what waits for something then hands nothing out. */
  signal: AbortSignal;
};

/**
 * A service of the local AWS, one file each. What `answer` returns is sent as XML where it is a string and as JSON where it
 * is an object; it throws the AwsError to answer with.
 */
export type LocalService = {
  /** As in the scope of a signature: `sts`, `cloudtrail`, `kms`, `sqs`. */
  name: string;
  answer(request: ServiceRequest): string | object | Promise<string | object>;
};

/** STS, which is always there. */
export function stsService(roles: LocalRole[], known: Credentials): LocalService {
  return {
    name: 'sts',
    answer: ({ form, caller, nowMs }) => stsAnswer(form, caller, roles, known, nowMs),
  };
}

/** Which service a request is for, by the scope of its signature; S3 where it does not say. */
export function serviceOf(incoming: IncomingMessage): string {
  if (incoming.method !== 'POST' || incoming.url !== '/') return 's3';
  return (
    /Credential=[^/,]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(
      incoming.headers.authorization ?? '',
    )?.[1] ?? 's3'
  );
}

/** Reads the action and its input from a body. Throws SerializationException where it is no JSON object. */
export function readAction(
  incoming: IncomingMessage,
  body: Buffer,
): Pick<ServiceRequest, 'action' | 'form' | 'input'> {
  const text = body.toString('utf8');
  const target = incoming.headers['x-amz-target'];
  if (typeof target !== 'string') {
    const form = new URLSearchParams(text);
    return { action: form.get('Action') ?? '', form, input: {} };
  }
  const action = target.slice(target.lastIndexOf('.') + 1);
  return { action, form: new URLSearchParams(), input: jsonObject(text) };
}

function jsonObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text || '{}');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below.
  }
  throw new AwsError(400, 'SerializationException', 'The request body is not a JSON object.');
}

/** How a service says an error: STS in XML, the others in JSON. */
export function serviceErrorBody(service: string, error: AwsError): string | object {
  return service === 'sts'
    ? stsErrorXml(error)
    : { __type: error.code, message: error.message, ...error.details };
}
