import { isoSeconds } from './times.ts';

/** Who calls, from where and with what: the part of a record that all calls of one session share. */
export type Caller = {
  /** userIdentity as JSON text. */
  identity: string;
  /** '' where the identity has none. */
  arn: string;
  ip: string;
  agent: string;
  /** Calls made over TLS by a client of its own carry tlsDetails; those of AWS services do not. */
  tls: boolean;
  /** Made with credentials of a console session. */
  console: boolean;
  /** The VPC endpoint that the calls go through. */
  vpcEndpointId?: string;
};

/** A failed sign-in has a message and no code; some services give a code and no message. '' where absent. */
export type CallError = { code: string; message: string };

/** What is called: the part of a record that depends on the service. JSON texts are spliced in as they are. */
export type Call = {
  /** eventSource without `.amazonaws.com`. */
  source: string;
  name: string;
  /** eventVersion, as the service writes it. */
  version: string;
  readOnly: boolean;
  /** requestParameters as JSON text. */
  params: string;
  /** responseElements as JSON text. */
  response: string;
  /** resources[] as JSON text. */
  resources?: string;
  /** additionalEventData as JSON text. */
  extra?: string;
  error?: CallError;
  /** Recorded in us-east-1 wherever the caller is. */
  global?: boolean;
  /** A data event. */
  data?: boolean;
  /** AwsApiCall where absent. */
  eventType?: string;
  /** serviceEventDetails as JSON text. */
  serviceEventDetails?: string;
  /** Host header, where it is not `<source>.<region>.amazonaws.com`. */
  host?: string;
};

export type Envelope = {
  timeMs: number;
  accountId: string;
  region: string;
  requestId: string;
  eventId: string;
  sharedEventId?: string;
};

const TLS = '"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256"';

/**
 * One CloudTrail record as JSON text, fields in AWS's order. Built by hand because serialising a million deep objects
 * costs several times more.
 */
export function recordJson(caller: Caller, call: Call, envelope: Envelope): string {
  const { error } = call;
  let json = `{"eventVersion":"${call.version}","userIdentity":${caller.identity},"eventTime":"${isoSeconds(envelope.timeMs)}","eventSource":"${call.source}.amazonaws.com","eventName":"${call.name}","awsRegion":"${envelope.region}","sourceIPAddress":"${caller.ip}","userAgent":"${caller.agent}",`;
  if (error) {
    if (error.code) json += `"errorCode":"${error.code}",`;
    if (error.message) json += `"errorMessage":${JSON.stringify(error.message)},`;
  }
  json += `"requestParameters":${call.params},"responseElements":${call.response},`;
  if (call.extra) json += `"additionalEventData":${call.extra},`;
  if (call.serviceEventDetails) json += `"serviceEventDetails":${call.serviceEventDetails},`;
  json += `"requestID":"${envelope.requestId}","eventID":"${envelope.eventId}","readOnly":${call.readOnly},`;
  if (call.resources) json += `"resources":${call.resources},`;
  json += `"eventType":"${call.eventType ?? 'AwsApiCall'}","managementEvent":${!call.data},"recipientAccountId":"${envelope.accountId}",`;
  if (envelope.sharedEventId) json += `"sharedEventID":"${envelope.sharedEventId}",`;
  if (caller.vpcEndpointId) json += `"vpcEndpointId":"${caller.vpcEndpointId}",`;
  json += `"eventCategory":"${call.data ? 'Data' : 'Management'}"`;
  if (caller.tls) json += `,${TLS},"clientProvidedHostHeader":"${hostOf(call, envelope.region)}"}`;
  return `${json}${caller.console ? ',"sessionCredentialFromConsole":"true"}' : '}'}`;
}

function hostOf(call: Call, region: string): string {
  if (call.host) return call.host;
  return call.global ? `${call.source}.amazonaws.com` : `${call.source}.${region}.amazonaws.com`;
}
