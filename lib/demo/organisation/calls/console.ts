import type { Call } from '../record.ts';
import { write } from './call.ts';

/** A console sign-in. A failed one is recorded with an errorMessage and without an errorCode. */
export function consoleLogin(mfa: boolean, succeeded: boolean): Call {
  return write('signin', 'ConsoleLogin', 'null', `{"ConsoleLogin":"${succeeded ? 'Success' : 'Failure'}"}`, {
    extra: `{"LoginTo":"https://console.aws.amazon.com/console/home?state=hashArgs%23&isauthcode=true","MobileVersion":"No","MFAUsed":"${mfa ? 'Yes' : 'No'}"}`,
    eventType: 'AwsConsoleSignIn',
    host: 'signin.aws.amazon.com',
    ...(succeeded ? {} : { error: { code: '', message: 'Failed authentication' } }),
  });
}
