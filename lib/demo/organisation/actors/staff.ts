import { DATA_PLATFORM, PRODUCTION, SANDBOX, SECURITY_AUDIT, SHARED_SERVICES, STAGING } from '../accounts.ts';
import { Random } from '../random.ts';

export type Person = {
  /** The session name, which is how the person appears in the logs. */
  session: string;
  /** In the identity centre's directory. */
  userId: string;
  permissionSet: 'Administrator' | 'SecurityAudit' | 'Developer' | 'DataEngineer' | 'ReadOnly';
  accounts: string[];
};

const DEVELOPERS = [PRODUCTION.id, STAGING.id, STAGING.id, SANDBOX.id];
const EVERYWHERE = [PRODUCTION, STAGING, DATA_PLATFORM, SHARED_SERVICES, SECURITY_AUDIT, SANDBOX].map(
  ({ id }) => id,
);

function team(permissionSet: Person['permissionSet'], accounts: string[], sessions: string[]): Person[] {
  return sessions.map((session) => ({
    session,
    userId: new Random(0, session).uuid(),
    permissionSet,
    accounts,
  }));
}

/** Everyone who signs in to the console; those at the start do so most. */
export const PEOPLE: Person[] = [
  ...team('Administrator', EVERYWHERE, ['maria.keller', 'tomas.lind']),
  ...team('SecurityAudit', EVERYWHERE, ['lena.wirth', 's.haddad']),
  ...team('Developer', DEVELOPERS, [
    'j.okafor',
    'anna.berg',
    'paul.meyer',
    'ines.costa',
    'yuki.tanaka',
    'omar.farouk',
  ]),
  ...team(
    'DataEngineer',
    [DATA_PLATFORM.id, SANDBOX.id],
    ['joy.okafor', 'viktor.novak', 'clara.dubois', 'li.wei'],
  ),
  ...team('Developer', DEVELOPERS, [
    'noah.fischer',
    'emma.larsen',
    'lucas.moreau',
    'mia.rossi',
    'elif.demir',
    'jan.kowalski',
  ]),
  ...team(
    'ReadOnly',
    [PRODUCTION.id, STAGING.id],
    ['finance.reader', 'sara.lopez', 'ben.adler', 'nora.quinn', 'felix.braun', 'aisha.khan'],
  ),
  ...team(
    'Developer',
    [SANDBOX.id],
    ['intern.one', 'intern.two', 'hugo.silva', 'greta.holm', 'ravi.patel', 'zoe.martin'],
  ),
];
