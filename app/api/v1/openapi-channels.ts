import { channelChange, newChannel } from '#lib/alerts/deliver/channel-change.ts';
import { deliveryParams } from './alerts/channels/delivery-params.ts';
import { channelAnswer, channelsAnswer, deliveriesAnswer, queuedAnswer } from './answers-channels.ts';
import type { Endpoint } from './openapi-endpoint.ts';
import { scopeParams } from './parameters.ts';

const channelPath = { channelId: 'the number of a channel' };

/** Channels of a scope; all for who manages it, and for nobody else. */
export const CHANNEL_ENDPOINTS: Record<string, Endpoint> = {
  '/alerts/channels': {
    summary: 'Who is told of findings; for who manages the scope',
    answer: channelsAnswer,
    query: [scopeParams],
    post: { summary: 'Adds a channel', answer: channelAnswer, body: newChannel },
  },
  '/alerts/channels/{channelId}': {
    summary: 'One channel; its secret and the address of a webhook are never in an answer',
    answer: channelAnswer,
    query: [scopeParams],
    path: channelPath,
    patch: {
      summary: 'Changes what is named; settings are whole ones',
      answer: channelAnswer,
      body: channelChange,
    },
    delete: { summary: 'Takes a channel away; messages that wait for it are given up', answer: null },
  },
  '/alerts/channels/{channelId}/test': {
    query: [scopeParams],
    path: channelPath,
    post: {
      summary: 'Sends a test, at most five in ten minutes; 202, as the worker sends it',
      answer: queuedAnswer,
    },
  },
  '/alerts/channels/{channelId}/deliveries': {
    summary: 'Messages to a channel and what became of them, the newest first',
    answer: deliveriesAnswer,
    query: [scopeParams, deliveryParams],
    path: channelPath,
  },
  '/alerts/channels/{channelId}/deliveries/{deliveryId}/replay': {
    query: [scopeParams],
    path: { ...channelPath, deliveryId: 'UUID' },
    post: { summary: 'Sends once more what was given up; 202', answer: queuedAnswer },
  },
};
