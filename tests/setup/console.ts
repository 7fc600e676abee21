import { afterEach, beforeEach, expect, type MockInstance, vi } from 'vitest';

// A stray console.error or console.warn fails the test in which it happens.
let errors: MockInstance<typeof console.error>;
let warnings: MockInstance<typeof console.warn>;

beforeEach(() => {
  errors = vi.spyOn(console, 'error');
  warnings = vi.spyOn(console, 'warn');
});

afterEach(() => {
  expect(errors.mock.calls, 'console.error was called').toEqual([]);
  expect(warnings.mock.calls, 'console.warn was called').toEqual([]);
  vi.restoreAllMocks();
});
