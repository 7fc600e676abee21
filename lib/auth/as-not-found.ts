import 'server-only';
import { notFound } from 'next/navigation';
import { TrailkeepError } from '#lib/errors.ts';

/** For pages, to catch with: what is not there and what is not theirs get the same plain page; anything else is thrown on. */
export function asNotFound(thrown: unknown): never {
  if (thrown instanceof TrailkeepError && thrown.code === 'not-found') notFound();
  throw thrown;
}
