import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { expect, test } from 'vitest';
import { kindOfAddress } from '#lib/net/address-kind.ts';

test.each([
  ['3.5.140.2', 'public'],
  ['2a05:d070:e000::1', 'public'],
  ['64:ff9b::305:8c02', 'public'],
  ['10.0.0.5', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.0.1', 'private'],
  ['100.64.0.1', 'private'],
  ['127.0.0.1', 'private'],
  ['::1', 'private'],
  ['fd12:3456::1', 'private'],
  ['198.18.0.1', 'private'],
  ['240.0.0.1', 'private'],
  ['::ffff:10.0.0.5', 'private'],
  ['::ffff:7f00:1', 'private'],
  ['::127.0.0.1', 'private'],
  ['64:ff9b::10.0.0.5', 'private'],
  ['2002:a00:5::', 'private'],
  ['169.254.169.254', 'forbidden'],
  ['169.254.170.2', 'forbidden'],
  ['fe80::1', 'forbidden'],
  ['fd00:ec2::254', 'forbidden'],
  ['168.63.129.16', 'forbidden'],
  ['100.100.100.200', 'forbidden'],
  ['::ffff:169.254.169.254', 'forbidden'],
  ['64:ff9b::a9fe:a9fe', 'forbidden'],
  ['64:ff9b:1::a9fe:a9fe', 'forbidden'],
  ['2002:a9fe:a9fe::', 'forbidden'],
  ['0.0.0.0', 'forbidden'],
  ['0.1.2.3', 'forbidden'],
  ['::', 'forbidden'],
  ['255.255.255.255', 'forbidden'],
  ['224.0.0.251', 'forbidden'],
  ['ff02::1', 'forbidden'],
  ['no address', 'forbidden'],
])('%s is %s', (address, kind) => {
  expect(kindOfAddress(address)).toBe(kind);
});

test('an IPv4 address is judged alike in every dress that IPv6 has for it', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const hex = Buffer.from(ipaddr.parse(address).toByteArray()).toString('hex');
      const [high, low] = [hex.slice(0, 4), hex.slice(4)];
      for (const dress of [`::ffff:${address}`, `64:ff9b::${high}:${low}`, `2002:${high}:${low}::1`])
        expect([dress, kindOfAddress(dress)]).toEqual([dress, kindOfAddress(address)]);
    }),
  );
});
