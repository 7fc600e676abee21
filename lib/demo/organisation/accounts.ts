export type DemoAccount = {
  /** 12 digits. */
  id: string;
  name: string;
  /** Who owns the account in the sample organisation; some accounts have nobody yet. */
  ownerName?: string;
};

export const PRODUCTION: DemoAccount = { id: '048213975106', name: 'Production', ownerName: 'Maria Keller' };
export const STAGING: DemoAccount = { id: '231094857712', name: 'Staging', ownerName: 'Tomas Lind' };
export const DATA_PLATFORM: DemoAccount = {
  id: '419872650033',
  name: 'Data platform',
  ownerName: 'Joy Okafor',
};
export const SHARED_SERVICES: DemoAccount = {
  id: '560317294485',
  name: 'Shared services',
  ownerName: 'Samir Haddad',
};
export const SECURITY_AUDIT: DemoAccount = {
  id: '775601938240',
  name: 'Security audit',
  ownerName: 'Lena Wirth',
};
export const SANDBOX: DemoAccount = { id: '893046127759', name: 'Sandbox' };

/** The accounts of the sample organisation; the first id starts with 0, as real ones may. */
export const DEMO_ACCOUNTS: DemoAccount[] = [
  PRODUCTION,
  STAGING,
  DATA_PLATFORM,
  SHARED_SERVICES,
  SECURITY_AUDIT,
  SANDBOX,
];

export const DEMO_ORGANIZATION_ID = 'o-acme4k7q2x';

/** Where each account runs things, its main region first. */
export const REGIONS_OF_ACCOUNT: Record<string, [string, ...string[]]> = {
  [PRODUCTION.id]: ['eu-central-1', 'us-east-1', 'eu-west-1'],
  [STAGING.id]: ['eu-central-1', 'us-east-1'],
  [DATA_PLATFORM.id]: ['eu-west-1', 'us-east-1', 'us-west-2'],
  [SHARED_SERVICES.id]: ['eu-central-1', 'us-east-1'],
  [SECURITY_AUDIT.id]: ['eu-central-1', 'us-east-1'],
  [SANDBOX.id]: ['us-east-1', 'eu-central-1', 'ap-southeast-2'],
};
