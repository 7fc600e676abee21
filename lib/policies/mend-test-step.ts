import type { Mend } from '#lib/sources/test-step.ts';
import {
  type IamStatement,
  iamStatements,
  keyPolicyStatement,
  type PolicyPlace,
  principalOf,
  trustPolicy,
} from './iam-policy.ts';

/** `words` go on after "How to mend it: "; `statement` is JSON to paste, `title` what it is. */
export type MendWords = { words: string; title: string; statement: string };

/** What to do about a failed step of a test, with the statement that does it. */
export function mendTestStep(mend: Mend, place: PolicyPlace): MendWords {
  switch (mend.kind) {
    case 'list':
      return {
        words:
          'add this statement to the IAM policy of the user or role. Where the bucket is another account’s, its bucket policy must allow the same.',
        title: 'Statement that allows listing',
        statement: toText(statementOf(place, 's3:ListBucket')),
      };
    case 'get':
      return {
        words:
          'add this statement to the IAM policy of the user or role. Where the bucket is another account’s, its bucket policy must allow the same.',
        title: 'Statement that allows reading',
        statement: toText(statementOf(place, 's3:GetObject')),
      };
    case 'decrypt':
      return decryptWords(mend, place);
    case 'trust':
      return {
        words: `give the role ${mend.roleArn} this trust policy, then test again.`,
        title: 'Trust policy of the role',
        statement: trustPolicy({
          principal: mend.principal && principalOf(mend.principal),
          externalId: mend.externalId,
        }),
      };
  }
}

function decryptWords(
  { keyArn, principal }: Extract<Mend, { kind: 'decrypt' }>,
  place: PolicyPlace,
): MendWords {
  const [, region = '', account, id] =
    /^arn:[\w-]+:kms:([\w-]+):(\d{12}):key\/([\w-]+)$/.exec(keyArn ?? '') ?? [];
  const key = id ? `key ${id} in ${account}` : 'the KMS key that the trail encrypts with';
  return {
    words: `add this statement to the policy of ${key}, then test again. In another account the user or role needs kms:Decrypt in its IAM policy as well.`,
    title: 'Statement that allows decrypting',
    statement: toText(keyPolicyStatement(principal && principalOf(principal), region || place.region)),
  };
}

function statementOf(place: PolicyPlace, action: string): IamStatement | undefined {
  return iamStatements(place, { keyArn: null, broad: false }).find(({ Action }) => Action === action);
}

function toText(statement: IamStatement | undefined): string {
  return JSON.stringify(statement, null, 2);
}
