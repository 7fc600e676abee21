import type { Condition } from '../../rule-model.ts';
import { calls, equals, test } from '../conditions.ts';

/** A failed sign-in has a message and no error code; some records say it in the response alone. */
export const failedSignIn: Condition = {
  all: [
    calls('signin', 'ConsoleLogin'),
    {
      any: [
        equals('responseElements.ConsoleLogin', 'Failure'),
        test('errorMessage', 'contains', 'Failed authentication', 'No username found'),
      ],
    },
  ],
};
