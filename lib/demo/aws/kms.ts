import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import type { LocalCredentials } from './credentials.ts';
import type { LocalService, ServiceRequest } from './services.ts';

const LARGEST_BYTES = 32 * 1024;

export type LocalKey = {
  arn: string;
  policy: string;
  /** `Enabled` where absent. */
  state?: string;
  /** `SYMMETRIC_DEFAULT` where absent. */
  spec?: string;
  /** `CUSTOMER` where absent. */
  manager?: string;
  /** Actions that nobody may do, e.g. `GetKeyPolicy`. */
  denied?: string[];
};

/** Keys with their policies (DescribeKey, GetKeyPolicy, PutKeyPolicy) and their work (Encrypt, Decrypt). */
export class LocalKms {
  readonly #keys = new Map<string, LocalKey>();
  readonly #material = new Map<string, Buffer>();

  put(key: LocalKey): void {
    this.#keys.set(key.arn, key);
    if (!this.#material.has(key.arn)) this.#material.set(key.arn, randomBytes(32));
  }

  get service(): LocalService {
    return { name: 'kms', answer: (request) => this.#answer(request) };
  }

  #answer({ action, input, caller, region }: ServiceRequest): object {
    const key = this.#find(String(input.KeyId ?? ''), region);
    if (key.denied?.includes(action)) throw denied(action, caller, key);
    if (action === 'DescribeKey') return { KeyMetadata: metadata(key) };
    if (action === 'GetKeyPolicy') return { Policy: key.policy, PolicyName: 'default' };
    if (action === 'PutKeyPolicy') return this.#putPolicy(key, String(input.Policy ?? ''));
    if (action === 'Encrypt') return this.#encrypt(key, input);
    if (action === 'Decrypt') return this.#decrypt(key, input);
    throw new AwsError(400, 'InvalidAction', `KMS here has no ${action}.`);
  }

  #putPolicy(key: LocalKey, policy: string): object {
    if (Buffer.byteLength(policy) > LARGEST_BYTES)
      throw new AwsError(400, 'LimitExceededException', 'The policy is longer than 32768 bytes.');
    this.put({ ...key, policy });
    return {};
  }

  #encrypt(key: LocalKey, input: ServiceRequest['input']): object {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#materialOf(key), nonce);
    cipher.setAAD(contextOf(input));
    const body = Buffer.concat([cipher.update(String(input.Plaintext), 'base64'), cipher.final()]);
    const blob = Buffer.concat([nonce, cipher.getAuthTag(), body]);
    return { CiphertextBlob: blob.toString('base64'), KeyId: key.arn };
  }

  /** Under another key or another encryption context nothing opens, and nothing is said of why. */
  #decrypt(key: LocalKey, input: ServiceRequest['input']): object {
    const blob = Buffer.from(String(input.CiphertextBlob), 'base64');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#materialOf(key), blob.subarray(0, 12));
      decipher.setAAD(contextOf(input));
      decipher.setAuthTag(blob.subarray(12, 28));
      const plain = Buffer.concat([decipher.update(blob.subarray(28)), decipher.final()]);
      return { Plaintext: plain.toString('base64'), KeyId: key.arn };
    } catch {
      throw new AwsError(400, 'InvalidCiphertextException', '');
    }
  }

  #materialOf({ arn, state = 'Enabled' }: LocalKey): Buffer {
    const material = this.#material.get(arn);
    if (!material || state !== 'Enabled') throw new AwsError(400, 'DisabledException', `${arn} is disabled.`);
    return material;
  }

  /** By its ARN or its id; in another region it is not there. */
  #find(keyId: string, region: string): LocalKey {
    for (const key of this.#keys.values()) {
      const [, , , home, , resource] = key.arn.split(':');
      if (home === region && (key.arn === keyId || resource === `key/${keyId}`)) return key;
    }
    throw new AwsError(400, 'NotFoundException', `Key '${keyId}' does not exist`);
  }
}

function contextOf(input: ServiceRequest['input']): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(input.EncryptionContext ?? {}).sort()));
}

function metadata({ arn, state = 'Enabled', spec = 'SYMMETRIC_DEFAULT', manager = 'CUSTOMER' }: LocalKey) {
  return {
    Arn: arn,
    AWSAccountId: arn.split(':')[4],
    KeyId: arn.split('/')[1],
    Enabled: state === 'Enabled',
    KeyState: state,
    KeySpec: spec,
    KeyManager: manager,
    KeyUsage: 'ENCRYPT_DECRYPT',
  };
}

function denied(action: string, caller: LocalCredentials, { arn }: LocalKey): AwsError {
  return new AwsError(
    400,
    'AccessDeniedException',
    `User: ${caller.arn ?? caller.accessKeyId} is not authorized to perform: kms:${action} on resource: ${arn} because no identity-based policy allows the kms:${action} action`,
  );
}
