import type { Call, CallError } from '../record.ts';

/** eventVersion as each service writes it; 1.11 elsewhere. */
const VERSIONS: Record<string, string> = {
  autoscaling: '1.08',
  backup: '1.09',
  config: '1.09',
  ecr: '1.08',
  ec2: '1.10',
  elasticloadbalancing: '1.08',
  logs: '1.10',
  monitoring: '1.09',
  signin: '1.08',
  ssm: '1.08',
  tagging: '1.09',
};

function versionOf(source: string): string {
  return VERSIONS[source] ?? '1.11';
}

/** A call that only reads: `params` as JSON text, no response is recorded. */
export function read(source: string, name: string, params = 'null', more: Partial<Call> = {}): Call {
  return { source, name, version: versionOf(source), readOnly: true, params, response: 'null', ...more };
}

/** A call that changes something. */
export function write(
  source: string,
  name: string,
  params: string,
  response = 'null',
  more: Partial<Call> = {},
): Call {
  return { source, name, version: versionOf(source), readOnly: false, params, response, ...more };
}

/** The same call, refused or failed: what it would have answered is not recorded. */
export function failed(call: Call, error: CallError): Call {
  return { ...call, response: 'null', error };
}

/** Asked too often, in the service's own spelling. */
export function throttled(call: Call): Call {
  if (call.source === 'ec2')
    return failed(call, { code: 'Client.RequestLimitExceeded', message: 'Request limit exceeded.' });
  if (call.source === 's3')
    return failed(call, { code: 'SlowDown', message: 'Please reduce your request rate.' });
  return failed(call, { code: 'ThrottlingException', message: 'Rate exceeded' });
}

/** Refused for want of a permission, in the service's own spelling. `encoded` is EC2's opaque explanation. */
export function denied(call: Call, arn: string, resource: string, encoded: string): Call {
  // Permissions have no version suffix, event names of Lambda do.
  const action = `${call.source}:${call.name.replace(/\d{8}(v\d)?$/, '')}`;
  const why = `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
  if (call.source === 'ec2')
    return failed(call, {
      code: 'Client.UnauthorizedOperation',
      message: `You are not authorized to perform this operation. ${why}. Encoded authorization failure message: ${encoded}`,
    });
  const short = ['s3', 'iam', 'sts', 'cloudtrail'].includes(call.source);
  return failed(call, { code: short ? 'AccessDenied' : 'AccessDeniedException', message: why });
}

/** resources[] of one entry. */
export function resource(arn: string, accountId: string, type: string): string {
  return `[{"accountId":"${accountId}","type":"${type}","ARN":"${arn}"}]`;
}
