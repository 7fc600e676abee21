import { exclusionChange, newExclusion } from '#lib/alerts/exclusions/schema.ts';
import { exclusionParams } from './alerts/exclusions/exclusion-params.ts';
import { exclusionAnswer, exclusionsAnswer } from './answers-exclusions.ts';
import type { Endpoint } from './openapi-endpoint.ts';
import { scopeParams } from './parameters.ts';

/** What is left out of the rules of a scope, and who asks that it be. */
export const EXCLUSION_ENDPOINTS: Record<string, Endpoint> = {
  '/alerts/exclusions': {
    summary: 'What is excluded from the rules whose findings a scope shows, and what is asked for',
    answer: exclusionsAnswer,
    query: [scopeParams, exclusionParams],
    post: {
      summary:
        'Excludes events from a rule; an owner of an account asks for it where the rule is a view’s (`state` is then asked)',
      answer: exclusionAnswer,
      body: newExclusion,
    },
  },
  '/alerts/exclusions/{exclusionId}': {
    summary: 'One exclusion',
    answer: exclusionAnswer,
    query: [scopeParams],
    path: { exclusionId: 'a number, or `own:<rule>:<digest>` for one that came with its rule' },
    patch: {
      summary: 'Answers a request, moves the end, or switches one of a rule’s own on again',
      answer: exclusionAnswer,
      body: exclusionChange,
    },
    delete: {
      summary: 'Ends it, takes a request back, or switches one of a rule’s own off',
      answer: null,
    },
  },
};
