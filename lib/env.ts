import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { TrailkeepError } from './errors.ts';

const secretKey = z.string().refine((text) => Buffer.from(text, 'base64').length === 32, {
  message: 'expected 32 bytes in base64 (make one with: openssl rand -base64 32)',
});

// Addresses and networks (10.0.0.0/8), between commas.
const networks = z.string().transform((text, context) => {
  const list = new BlockList();
  for (const part of text.split(',').map((each) => each.trim())) {
    const [address = '', bits] = part.split('/');
    const version = isIP(address);
    const prefix =
      bits === undefined ? (version === 4 ? 32 : 128) : /^\d{1,3}$/.test(bits) ? Number(bits) : 999;
    if (version === 0 || prefix > (version === 4 ? 32 : 128)) {
      const message = `${part} is no address or network; expected for example 10.0.0.5,10.1.0.0/16`;
      context.addIssue({ code: 'custom', message });
    } else list.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
});

const PRIVATE_ENDPOINTS =
  'expected 0, 1, or a list such as 10.0.0.0/8,192.168.1.5:9000 (networks, and services with their port)';

const privateEndpoints = z
  .string()
  .refine(
    (text) => text === '0' || text === '1' || text.split(',').every(isNetworkOrService),
    PRIVATE_ENDPOINTS,
  );

const variables = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected postgresql://user:password@host:5432/database')
    .optional(),
  TRAILKEEP_DATA_DIR: z.string().min(1).default('.data'),
  PORT: z.coerce.number('expected a port number').int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  TRAILKEEP_DEMO: z.enum(['0', '1'], 'expected 0 or 1').optional(),
  TRAILKEEP_URL: z.url('expected an address such as https://trailkeep.example.com').optional(),
  TRAILKEEP_SECRET_KEY: secretKey.optional(),
  TRAILKEEP_TRUSTED_PROXIES: networks.optional(),
  TRAILKEEP_KMS_KEY_ID: z
    .string()
    .regex(
      /^(arn:aws[\w-]*:kms:[\w-]+:\d{12}:)?(key\/|alias\/)?[\w/-]+$/,
      "expected a KMS key's ARN, id or alias",
    )
    .optional(),
  TRAILKEEP_PASSWORD_SIGN_IN: z.enum(['0', '1'], 'expected 0 or 1').default('1'),
  OIDC_ISSUER: z.url('expected an address such as https://login.example.com').optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(40, 'expected at most 40 characters').default('single sign-on'),
  OIDC_SCOPE: z
    .string()
    .regex(/\bopenid\b/, 'expected openid among the scopes')
    .default('openid email profile'),
  OIDC_GROUPS_CLAIM: z.string().default('groups'),
  NEXTAUTH_SECRET: z.string().min(16, 'expected at least 16 characters').optional(),
  AWS_ENDPOINT_URL: z.url('expected a URL').optional(),
  TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS: privateEndpoints.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  TRAILKEEP_BATCH_OBJECTS: z.coerce.number('expected a number').int().min(1).max(10_000).default(2_000),
  TRAILKEEP_WORKERS: z.coerce.number('expected a number').int().min(1).max(64).default(2),
});

const schema = variables.superRefine((given, context) => {
  const refuse = (name: string, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  const provider = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  if (provider.some((name) => given[name])) {
    for (const name of provider) if (!given[name]) refuse(name, 'expected with the others of OIDC');
  } else if (given.TRAILKEEP_PASSWORD_SIGN_IN === '0') {
    refuse('TRAILKEEP_PASSWORD_SIGN_IN', 'expected 1 where there is no OIDC_ISSUER: nobody could sign in');
  }
});

export type Env = Omit<z.infer<typeof schema>, 'TRAILKEEP_DATA_DIR'> & { dataDirectory: string };

/** Reads and checks the environment. A wrong value is a `configuration` error that names the variable and what is expected. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new TrailkeepError('configuration', `Wrong setting. ${faults.join('; ')}.`, {
      hint: 'Correct the environment variable and start again.',
    });
  }
  const { TRAILKEEP_DATA_DIR, ...rest } = result.data;
  return { ...rest, dataDirectory: resolve(TRAILKEEP_DATA_DIR) };
}

let parsed: Env | undefined;

/** The process's environment, parsed once. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

function isNetworkOrService(text: string): boolean {
  const item = text.trim();
  return (
    ipaddr.isValidCIDR(item) || (URL.canParse(`http://${item}`) && isService(new URL(`http://${item}`), item))
  );
}

/** An address (no name: who owns a name can point it anywhere) with a port. */
function isService({ hostname }: URL, item: string): boolean {
  return ipaddr.isValid(hostname.replace(/^\[|\]$/g, '')) && /:\d{1,5}$/.test(item);
}
