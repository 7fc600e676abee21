import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from '#lib/events/cursor.ts';

test('a cursor comes back as the position that it was made from, and fits into a URL as it is', () => {
  const position = fc.record({
    timeMs: fc.integer({ min: 0, max: 4e12 }),
    accountId: fc.stringMatching(/^\d{12}$/),
    eventId: fc.uuid(),
  });
  fc.assert(
    fc.property(position, (at) => {
      const cursor = encodeCursor(at);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(decodeCursor(cursor)).toEqual(at);
    }),
  );
});

test('anything else is a bad request, never another error', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((json) => Buffer.from(json).toString('base64url')),
      ),
      (text) => {
        expect(() => decodeCursor(text)).toThrow(/Parameter cursor/);
      },
    ),
  );
});
