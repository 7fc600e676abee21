import { isIP } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayEventName } from '#lib/cloudtrail/event-name.ts';
import { classifyAddress } from '#lib/cloudtrail/source-address.ts';

test.each([
  ['203.0.113.47', 'public'],
  ['10.1.2.3', 'private'],
  ['172.31.0.1', 'private'],
  ['172.32.0.1', 'public'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'private'],
  ['2001:db8:40::1f', 'public'],
  ['fe80::1', 'private'],
  ['fd00:1::1', 'private'],
  ['::1', 'private'],
  ['cloudtrail.amazonaws.com', 'service'],
  ['AWS Internal', 'aws-internal'],
  ['AWS Internal/3', 'aws-internal'],
  ['225.01.00.16', 'invalid'],
  ['256.1.1.1', 'invalid'],
  ['1:2:3', 'invalid'],
  ['::1::', 'invalid'],
  ['...', 'invalid'],
  ['', 'absent'],
])('%s is %s', (text, expected) => {
  expect(classifyAddress(text)).toBe(expected);
});

test('every address is recognised as one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
      const expected =
        address.includes('.') && address.includes(':')
          ? expect.any(String)
          : expect.stringMatching(/public|private/);
      expect(isIP(address)).not.toBe(0);
      expect(classifyAddress(address)).toEqual(expected);
    }),
  );
});

test.each([
  ['GetFunctionConfiguration20150331v2', 'GetFunctionConfiguration'],
  ['CreateFunction20150331', 'CreateFunction'],
  ['RunInstances', 'RunInstances'],
  ['Decode20', 'Decode20'],
])('%s is shown as %s', (eventName, shown) => {
  expect(displayEventName(eventName)).toBe(shown);
});
