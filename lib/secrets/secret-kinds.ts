/** The tables of sealed secrets, each with a column `ciphertext`. What is not here no rotation reaches. */
export const SECRET_KINDS = {
  /** Secret access keys of log sources. */
  source: { table: 'source_secret', id: 'source_id', idText: 'source_id::text', opener: 'worker' },
  /** Those typed for a test of a source. */
  'source test': { table: 'source_test_secret', id: 'test_id', idText: 'test_id::text', opener: 'worker' },
  /** Secret access keys with which accounts are asked for their trails, by 12 digits. */
  account: {
    table: 'account_secret',
    id: 'account_id',
    idText: `lpad(account_id::text, 12, '0')`,
    opener: 'worker',
  },
  /** Passwords, integration keys and signing secrets of channels that findings are told by. */
  'alert channel': {
    table: 'alert_channel_secret',
    id: 'channel_id',
    idText: 'channel_id::text',
    opener: 'worker',
  },
  /** Where webhooks post to: Slack's addresses let everybody post who has them. */
  'channel address': {
    table: 'alert_channel_address',
    id: 'channel_id',
    idText: 'channel_id::text',
    opener: 'worker',
  },
  /** Secrets of authenticator apps, by the user's id. The web checks their codes. */
  'second factor': { table: 'second_factor', id: 'user_id', idText: 'user_id::text', opener: 'web' },
} as const satisfies Record<string, SecretTable>;

export type SecretKind = keyof typeof SECRET_KINDS;
/** Which process opens what is sealed under a data key. */
export type Opener = 'worker' | 'web';

type SecretTable = { table: string; id: string; idText: string; opener: Opener };

export function secretKinds(): SecretKind[] {
  return Object.keys(SECRET_KINDS).filter((name): name is SecretKind => name in SECRET_KINDS);
}

/** What a secret is bound to, so that a ciphertext copied to another row does not open there. */
export function holderOf(kind: SecretKind, id: string): string {
  return `${kind} ${id}`;
}
