import type { Call } from '../record.ts';
import { write } from './call.ts';

/**
 * A console sign-in. A failed one is recorded with an errorMessage and without an errorCode.
 * Through a SAML provider AWS says `MFAUsed: No`, whatever the provider asked for.
 */
export function consoleLogin(mfa: boolean, succeeded: boolean, samlProviderArn?: string): Call {
  const saml = samlProviderArn ? `,"SamlProviderArn":"${samlProviderArn}"` : '';
  return write('signin', 'ConsoleLogin', 'null', `{"ConsoleLogin":"${succeeded ? 'Success' : 'Failure'}"}`, {
    extra: `{"LoginTo":"https://console.aws.amazon.com/console/home?state=hashArgs%23&isauthcode=true","MobileVersion":"No","MFAUsed":"${mfa ? 'Yes' : 'No'}"${saml}}`,
    eventType: 'AwsConsoleSignIn',
    host: 'signin.aws.amazon.com',
    ...(succeeded ? {} : { error: { code: '', message: 'Failed authentication' } }),
  });
}
