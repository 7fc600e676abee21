import type { Estate } from '../estate.ts';
import type { Call } from '../record.ts';
import { awsDate } from '../times.ts';
import { read, write } from './call.ts';

const GLOBAL = { global: true, host: 'iam.amazonaws.com' };

export function iamRead(name: string, params = 'null'): Call {
  return read('iam', name, params, GLOBAL);
}

export function readRole(
  name: 'GetRole' | 'ListRolePolicies' | 'ListAttachedRolePolicies',
  role: string,
): Call {
  return iamRead(name, `{"roleName":"${role}"}`);
}

export function createUser(estate: Estate, user: string, timeMs: number): Call {
  const arn = `arn:aws:iam::${estate.account.id}:user/${user}`;
  const made = `{"user":{"path":"/","userName":"${user}","userId":"${estate.principal('AIDA', user)}","arn":"${arn}","createDate":"${awsDate(timeMs)}"}}`;
  return write('iam', 'CreateUser', `{"userName":"${user}"}`, made, GLOBAL);
}

export function createAccessKey(user: string, accessKeyId: string, timeMs: number): Call {
  const made = `{"accessKey":{"userName":"${user}","accessKeyId":"${accessKeyId}","status":"Active","createDate":"${awsDate(timeMs)}"}}`;
  return write('iam', 'CreateAccessKey', `{"userName":"${user}"}`, made, GLOBAL);
}

export function createLoginProfile(user: string, timeMs: number): Call {
  const made = `{"loginProfile":{"userName":"${user}","createDate":"${awsDate(timeMs)}","passwordResetRequired":false}}`;
  return write(
    'iam',
    'CreateLoginProfile',
    `{"userName":"${user}","passwordResetRequired":false}`,
    made,
    GLOBAL,
  );
}

export function attachPolicy(kind: 'User' | 'Role', name: string, policyArn: string): Call {
  const key = kind === 'User' ? 'userName' : 'roleName';
  return write(
    'iam',
    `Attach${kind}Policy`,
    `{"${key}":"${name}","policyArn":"${policyArn}"}`,
    'null',
    GLOBAL,
  );
}

export function putRolePolicy(role: string, policy: string): Call {
  const document =
    '{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":[\\"sqs:SendMessage\\"],\\"Resource\\":\\"*\\"}]}';
  return write(
    'iam',
    'PutRolePolicy',
    `{"roleName":"${role}","policyName":"${policy}","policyDocument":"${document}"}`,
    'null',
    GLOBAL,
  );
}

export function deleteAccessKey(user: string, accessKeyId: string): Call {
  return write(
    'iam',
    'DeleteAccessKey',
    `{"userName":"${user}","accessKeyId":"${accessKeyId}"}`,
    'null',
    GLOBAL,
  );
}
