import { type DemoAccount, REGIONS_OF_ACCOUNT } from './accounts.ts';
import { ec2Id, principalId } from './ids.ts';
import { Random } from './random.ts';

/** What an account owns, so that calls name things that exist and the same things come back. */
export type Estate = {
  account: DemoAccount;
  /** The main region first. */
  regions: [string, ...string[]];
  home: string;
  vpcs: string[];
  subnets: string[];
  securityGroups: string[];
  volumes: string[];
  images: string[];
  /** Grows and shrinks as autoscaling replaces machines. */
  instances: string[];
  buckets: string[];
  tables: string[];
  functions: string[];
  secrets: string[];
  /** Key ids of KMS. */
  keys: string[];
  queues: string[];
  logGroups: string[];
  repositories: string[];
  loadBalancers: string[];
  cluster: string;
  trail: string;
  /** The role, with its path, that the identity centre keeps in the account for a permission set. */
  ssoRole(permissionSet: string): string;
  /** principalId of a role or user by name: made when first asked for, the same for the same seed. */
  principal(prefix: 'AIDA' | 'AROA', name: string): string;
};

const SERVICES = [
  'web',
  'checkout',
  'invoice',
  'search',
  'catalog',
  'auth',
  'billing',
  'events',
  'media',
  'report',
];

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function slug(account: DemoAccount): string {
  return account.name.toLowerCase().replaceAll(' ', '-');
}

export function makeEstate(seed: number, account: DemoAccount): Estate {
  const random = new Random(seed, `estate ${account.id}`);
  const regions = REGIONS_OF_ACCOUNT[account.id] ?? ['us-east-1'];
  const name = slug(account);
  const principals = new Map<string, string>();
  return {
    account,
    regions,
    home: regions[0],
    vpcs: many(3, () => ec2Id(random, 'vpc')),
    subnets: many(9, () => ec2Id(random, 'subnet')),
    securityGroups: many(14, () => ec2Id(random, 'sg')),
    volumes: many(30, () => ec2Id(random, 'vol')),
    images: many(4, () => ec2Id(random, 'ami')),
    instances: many(account.name === 'Production' ? 36 : 10, () => ec2Id(random, 'i')),
    buckets: [
      ...SERVICES.slice(0, 6).map((service) => `acme-${name}-${service}`),
      `acme-${name}-terraform-state`,
      `acme-${name}-backups`,
    ],
    tables: SERVICES.slice(0, 7).map((service) => `${service}-items`),
    functions: SERVICES.flatMap((service) => [`${service}-export`, `${service}-worker`, `${service}-hook`]),
    secrets: SERVICES.map((service) => `${name}/${service}/database-${random.alphanumeric(6)}`),
    keys: many(5, () => random.uuid()),
    queues: SERVICES.map((service) => `${service}-jobs`),
    logGroups: SERVICES.map((service) => `/aws/lambda/${service}-worker`),
    repositories: SERVICES.map((service) => `acme/${service}`),
    loadBalancers: many(4, (i) => `app/${SERVICES[i]}/${random.hex17().slice(1)}`),
    cluster: `eks-${name}`,
    trail: `acme-${name}-trail`,
    ssoRole(permissionSet) {
      const hex = new Random(seed, `${account.id} ${permissionSet}`).hex17().slice(1);
      return `aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_${permissionSet}_${hex}`;
    },
    principal(prefix, principalName) {
      const key = `${prefix}/${principalName}`;
      const known = principals.get(key);
      if (known) return known;
      const made = principalId(new Random(seed, `${account.id} ${key}`), prefix);
      principals.set(key, made);
      return made;
    },
  };
}
