'use client';
import type { CheckedBucket } from './setup.tsx';
import type { SetupState } from './setup-state.ts';
import type { ChangeSetup } from './use-setup.ts';
export function CheckPanel(_: {
  state: SetupState;
  change: ChangeSetup;
  buckets: CheckedBucket[];
  configureHref: string;
}) {
  return null;
}
