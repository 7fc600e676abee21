import type { Condition, Exclusion, FieldTest, Operator } from '../rule-model.ts';

/** The service's calls of these names; the service as `@service` has it, without `.amazonaws.com`. */
export function calls(service: string, ...names: string[]): Condition {
  return { all: [equals('@service', service), equals('@event', ...names)] };
}

/** The field is one of these. */
export function equals(field: string, ...values: FieldTest['values']): FieldTest {
  return { field, op: 'equals', values };
}

/** The field, by an operator, is what one of these asks for. */
export function test(field: string, op: Operator, ...values: FieldTest['values']): FieldTest {
  return { field, op, values };
}

/** The field is there, and is not null. */
export function isPresent(field: string): FieldTest {
  return { field, op: 'exists', values: [true] };
}

/** A change that AWS made: refused and failed calls changed nothing. */
export const succeeded: Condition = equals('@outcome', 'success');

/** The call did not fail for itself: it was done, or only permission was missing. */
export const doneOrDenied: Condition = equals('@outcome', 'success', 'denied');

/** Someone at a keyboard, as far as a record tells: IAM users, root, federated users and sessions of Identity Center. */
export const byPerson: Condition = {
  any: [
    equals('@identityType', 'IAMUser', 'Root', 'FederatedUser', 'IdentityCenterUser'),
    test('@principalArn', 'contains', ':role/aws-reserved/sso.amazonaws.com/'),
  ],
};

/**
 * An AWS service under its own name or its service-linked role. A service that uses a caller's credentials (`invokedBy` in a user's or
 * role's identity) is not left out here: whoever may use CloudFormation could hide behind it.
 */
export const byAwsItself: Exclusion = {
  reason:
    'An AWS service acted for itself, under its own name or its service-linked role: nobody in the organisation called.',
  condition: {
    any: [
      equals('@identityType', 'AWSService'),
      {
        field: 'userIdentity.sessionContext.sessionIssuer.arn',
        op: 'regex',
        // From its beginning: the path of anybody's role may have these words in it, with the colon.
        values: ['^arn:[^:]+:iam::[^:]+:role/aws-service-role/'],
        caseSensitive: true,
      },
    ],
  },
};

/** For bursts of reads, where a service that reads on someone's behalf is the rule. */
export const throughAwsService: Exclusion = {
  reason:
    'An AWS service read with the credentials of whoever asked it to, as deployments and managed services do all day.',
  condition: isPresent('userIdentity.invokedBy'),
};
