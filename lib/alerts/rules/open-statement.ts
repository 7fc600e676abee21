import type { Condition } from '../rule-model.ts';
import { equals, test } from './conditions.ts';

/** Keys that say who calls or from where. Others (`aws:SecureTransport`, `aws:Referer`, tags …) anybody can meet. */
const NARROWING_KEYS = [
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceIp',
  'aws:SourceOrgID',
  'aws:SourceOrgPaths',
  'aws:SourceOwner',
  'aws:SourceVpc',
  'aws:SourceVpcArn',
  'aws:SourceVpce',
  'aws:userid',
  'aws:VpceAccount',
  'aws:VpceOrgID',
  'aws:VpceOrgPaths',
  'aws:VpcSourceIp',
  's3:DataAccessPointAccount',
  's3:DataAccessPointArn',
];

/**
 * Operators by which a key narrows. The others do not: `…Not…` lets in all but some, `…IfExists`, `ForAllValues:` and `Null` those who
 * do not bring the key.
 */
const NARROWING_OPERATORS = [
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
  'IpAddress',
].flatMap((operator) => [operator, `ForAnyValue:${operator}`]);

/** Ends and parts of values that let everyone in: any text, any account, all addresses or half of them. */
const WIDE_VALUES = ['"*"', '::*:', '/0"', '/1"'];

/** Keys of a policy are written in any case, so that they are looked for in the text of what stands under the operator. */
const isNarrowed: Condition = {
  any: NARROWING_OPERATORS.map((operator) => ({
    all: [
      test(`Condition.${operator}`, 'contains', ...NARROWING_KEYS.map((key) => `"${key}":`)),
      { not: test(`Condition.${operator}`, 'contains', ...WIDE_VALUES) },
    ],
  })),
};

/** Put to one statement of a resource's policy: it lets everyone in, and no condition says who or from where. */
export const opensToEveryone: Condition = {
  all: [
    equals('Effect', 'Allow'),
    { any: [equals('Principal', '*'), equals('Principal.AWS', '*')] },
    { not: isNarrowed },
  ],
};
