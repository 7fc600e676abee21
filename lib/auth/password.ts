import { hash, type Options, verify } from '@node-rs/argon2';

// OWASP's recommendation for argon2id, which is the library's default algorithm: 19 MiB, two passes.
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let decoy: Promise<string> | undefined;

/**
 * True if `password` is the one that `stored` was made of. Without a stored hash it does the same work and answers false, so
 * that the time taken does not tell which users exist.
 */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('a password that nobody has');
  const right = await verify(stored ?? (await decoy), password);
  return right && Boolean(stored);
}
