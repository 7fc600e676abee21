import type { Outcome } from './event.ts';
import { asObject } from './json-value.ts';
import type { RecordFields } from './record-fields.ts';

/**
 * Success, denied, auth-failed or error. `DryRunOperation` is a success: AWS answers with it when the call would have
 * worked. Where there is no errorCode, a failing sign-in step in the response, an error there, or a message decides.
 */
export function outcomeOf(
  record: RecordFields,
  eventName: string,
  errorCode: string,
  errorMessage: string,
): Outcome {
  if (errorCode !== '') {
    const outcome = outcomeOfCode(errorCode, errorMessage);
    return outcome === 'error' && signInFailed(record, eventName) ? 'auth-failed' : outcome;
  }
  if (signInFailed(record, eventName)) return 'auth-failed';
  const response = asObject(record.responseElements);
  if (response !== null && (isText(response.errorCode) || isText(response.errorMessage))) {
    return outcomeOfCode(textOrEmpty(response.errorCode), textOrEmpty(response.errorMessage));
  }
  if (errorMessage === '') return 'success';
  return saysNotAuthorized(errorMessage) ? 'denied' : 'error';
}

function outcomeOfCode(errorCode: string, errorMessage: string): Outcome {
  const byCode = knownOutcome(errorCode);
  if (byCode !== 'error') return byCode;
  return saysNotAuthorized(errorMessage) ? 'denied' : 'error';
}

const DENIED = new Set([
  'unauthorizedaccess',
  'unauthorizedexception',
  'unauthorized',
  'notauthorized',
  'notauthorizedexception',
  'authorizationerror',
  'authorizationerrorexception',
  'forbidden',
  'forbiddenexception',
]);
const AUTH_FAILED = new Set([
  'authfailure',
  'invalidclienttokenid',
  'invalidaccesskeyid',
  'signaturedoesnotmatch',
  'invalidsignatureexception',
  'incompletesignature',
  'incompletesignatureexception',
  'expiredtoken',
  'expiredtokenexception',
  'unrecognizedclientexception',
  'missingauthenticationtoken',
  'missingauthenticationtokenexception',
]);

/** Codes come from outside, so what is remembered of them is bounded. */
const remembered = new Map<string, Outcome>();
const MAX_REMEMBERED = 2000;

function knownOutcome(errorCode: string): Outcome {
  const known = remembered.get(errorCode);
  if (known !== undefined) return known;
  const outcome = judgeCode(errorCode.toLowerCase());
  if (remembered.size < MAX_REMEMBERED) remembered.set(errorCode, outcome);
  return outcome;
}

function judgeCode(lowerCase: string): Outcome {
  const code =
    lowerCase.startsWith('client.') || lowerCase.startsWith('server.') ? lowerCase.slice(7) : lowerCase;
  if (code === 'dryrunoperation') return 'success';
  if (AUTH_FAILED.has(code)) return 'auth-failed';
  const denied = DENIED.has(code) || code.includes('accessdenied') || code.endsWith('unauthorizedoperation');
  return denied ? 'denied' : 'error';
}

/** ConsoleLogin, SwitchRole, CheckMfa …: the response names the step and says Success or Failure. */
function signInFailed(record: RecordFields, eventName: string): boolean {
  return (
    asObject(record.responseElements)?.[eventName] === 'Failure' ||
    asObject(record.serviceEventDetails)?.[eventName] === 'Failure'
  );
}

function saysNotAuthorized(message: string): boolean {
  const text = message.toLowerCase();
  return text.includes('not authorized to perform') || text.includes('you are not authorized');
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function textOrEmpty(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
