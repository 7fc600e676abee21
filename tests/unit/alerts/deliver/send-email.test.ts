import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeMessage } from '#lib/alerts/deliver/finding-message.ts';
import { sendEmail } from '#lib/alerts/deliver/send-email.ts';
import { type MailRelay, startMailRelay } from '#tests/setup/mail-relay.ts';
import { MESSAGE } from './sample-message.ts';

let relay: MailRelay;
beforeAll(async () => {
  relay = await startMailRelay({ user: 'trailkeep', password: 'hush' });
});
afterAll(() => relay.stop());
beforeEach(() => {
  relay.mails.length = 0;
  relay.refuse(null);
});

const settings = () =>
  ({
    kind: 'email',
    host: '127.0.0.1',
    port: relay.port,
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
    const [mail] = relay.mails;
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
    const text = decoded(relay.mails[0]?.text ?? '');
    expect(text).not.toMatch(/^Bcc:/m);
    expect(text.slice(text.indexOf('text/html'))).not.toContain('<img');
    expect(relay.mails[0]?.to).toEqual(['secops@acme.example']);
  });

  it.each([
    [550, true],
    [451, false],
  ])('refused with %i is given up for good: %s', async (code, final) => {
    relay.refuse(code);
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
    expect(relay.mails).toHaveLength(0);
  });
});
