import { createTransport } from 'nodemailer';
import { guardedLookup } from '#lib/net/guarded-agents.ts';
import type { SettingsOf } from './channel-model.ts';
import { DeliveryError } from './delivery-error.ts';
import { emailHtml, emailText } from './email-body.ts';
import { type FindingMessage, subjectOf } from './finding-message.ts';

const TIMEOUT_MS = 15_000;

/** Sends a finding by SMTP, as text and HTML. `secret` is the password of `settings.user`. Throws DeliveryError. */
export async function sendEmail(
  settings: SettingsOf<'email'>,
  secret: string | null,
  message: FindingMessage,
): Promise<void> {
  const { host, port, security, user } = settings;
  const transport = createTransport({
    host: await allowedAddress(host, port),
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { servername: host },
    ...(user && { auth: { user, pass: secret ?? '' } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: { name: 'Trailkeep', address: settings.from },
      to: settings.to,
      subject: subjectOf(message),
      text: emailText(message),
      html: emailHtml(message),
      // The same in every try: servers and readers leave out what they have.
      messageId: `<${message.deliveryId}@trailkeep>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Trailkeep-Finding': message.finding.id },
    });
  } catch (error) {
    throw toDeliveryError(error);
  } finally {
    transport.close();
  }
}

/** The host's address, refused like those of webhooks: nodemailer would look it up by itself. */
function allowedAddress(host: string, port: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  guardedLookup(port)(host, { family: 0 }, (error, address) => {
    if (error) reject(new DeliveryError(`${host}: ${error.message}`, { cause: error }));
    else resolve(String(address));
  });
  return promise;
}

/** SMTP's 5xx are final, 4xx and lost connections are not. */
function toDeliveryError(error: unknown): DeliveryError {
  if (!(error instanceof Error)) return new DeliveryError(String(error));
  const code = 'responseCode' in error ? Number(error.responseCode) : 0;
  return new DeliveryError(error.message, { final: code >= 500 && code < 600, cause: error });
}
