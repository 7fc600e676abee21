import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeMessage } from '#lib/alerts/deliver/finding-message.ts';
import { sendEmail } from '#lib/alerts/deliver/send-email.ts';
import { MESSAGE } from './sample-message.ts';

type Mail = { from: string; to: string[]; text: string };
const mails: Mail[] = [];
let refusal: number | null = null;

/** A real SMTP server that asks for a password and keeps what it takes. */
const server = new SMTPServer({
  authOptional: false,
  allowInsecureAuth: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onAuth: ({ username, password }, _session, done) =>
    username === 'trailkeep' && password === 'hush'
      ? done(null, { user: username })
      : done(new Error('wrong password')),
  onRcptTo: (_address, _session, done) =>
    done(refusal ? Object.assign(new Error('not now'), { responseCode: refusal }) : null),
  onData: (stream, session, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      mails.push({
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map(({ address }) => address),
        text: Buffer.concat(parts).toString('utf8'),
      });
      done();
    });
  },
});

let port = 0;
beforeAll(async () => {
  const listening = server.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => listening.once('listening', () => resolve()));
  port = (listening.address() as AddressInfo).port;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
beforeEach(() => {
  mails.length = 0;
  refusal = null;
});

const settings = () =>
  ({
    kind: 'email',
    host: '127.0.0.1',
    port,
    security: 'none',
    user: 'trailkeep',
    from: 'trailkeep@acme.example',
    to: ['secops@acme.example', 'lena.wirth@acme.example'],
  }) as const;

/** Quoted-printable, as far as it is used here. */
function decoded(mail: string): string {
  return mail.replaceAll('=\r\n', '').replaceAll('=3D', '=');
}

describe('an e-mail', () => {
  it('goes to all recipients as text and as HTML, with an id that stays the same', async () => {
    await sendEmail({ ...settings(), to: [...settings().to] }, 'hush', MESSAGE);
    const [mail] = mails;
    expect(mail?.to).toEqual(settings().to);
    const text = decoded(mail?.text ?? '');
    expect(text).toContain('Subject: High: Security group open to 0.0.0.0/0 in prod-web');
    expect(text).toContain(`Message-ID: <${MESSAGE.deliveryId}@trailkeep>`);
    expect(text).toContain('Content-Type: text/plain');
    expect(text).toContain('Content-Type: text/html');
    expect(text).toContain('What to do');
    expect(text).toContain(MESSAGE.finding.url);
  });

  it('carries no markup and no header that a name in a log brings', async () => {
    const name = '<img src=x onerror=alert(1)>\r\nBcc: thief@evil.example';
    const { deliveryId, event, finding } = MESSAGE;
    const facts = { ...finding, rule: name, group: { '@user': name } };
    const sly = writeMessage(deliveryId, event, finding.groupKey, facts);
    await sendEmail({ ...settings(), to: ['secops@acme.example'] }, 'hush', sly);
    const text = decoded(mails[0]?.text ?? '');
    expect(text).not.toMatch(/^Bcc:/m);
    expect(text.slice(text.indexOf('text/html'))).not.toContain('<img');
    expect(mails[0]?.to).toEqual(['secops@acme.example']);
  });

  it.each([
    [550, true],
    [451, false],
  ])('refused with %i is given up for good: %s', async (code, final) => {
    refusal = code;
    await expect(sendEmail({ ...settings(), to: ['a@acme.example'] }, 'hush', MESSAGE)).rejects.toMatchObject(
      {
        name: 'DeliveryError',
        final,
      },
    );
  });

  it('is not sent in the clear where STARTTLS is asked for and the server has none', async () => {
    const sent = sendEmail({ ...settings(), to: ['a@acme.example'], security: 'starttls' }, 'hush', MESSAGE);
    await expect(sent).rejects.toThrow(/STARTTLS/i);
    expect(mails).toHaveLength(0);
  });
});
