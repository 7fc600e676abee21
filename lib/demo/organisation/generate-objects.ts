import { DEMO_ACCOUNTS, DEMO_ORGANIZATION_ID } from './accounts.ts';
import type { Actor } from './actors/actor.ts';
import { makeArtifacts } from './actors/artifacts.ts';
import { makeBackup } from './actors/backup.ts';
import { deploy } from './actors/deploy.ts';
import { makeFunctions } from './actors/functions.ts';
import { analyst, makeLegacyUser, root } from './actors/leftovers.ts';
import { makeMonitoring } from './actors/monitoring.ts';
import { makeNodes } from './actors/nodes.ts';
import { makePeople } from './actors/people.ts';
import { recorder } from './actors/recorder.ts';
import { services } from './actors/services.ts';
import { terraform } from './actors/terraform.ts';
import { Delivery, type GeneratedObject, type Layout } from './delivery.ts';
import { makeEstate } from './estate.ts';
import { otherWriters } from './other-writers.ts';
import { Random } from './random.ts';
import { busyness } from './rhythm.ts';
import { Stage } from './stage.ts';
import { STORY_NEEDS_EVENTS, Story } from './story/story.ts';
import { DAY_MS, MINUTE_MS } from './times.ts';

export type GenerateOptions = {
  seed: number;
  /** Different events, exactly; records delivered twice come on top (`records` minus `events` of the objects). */
  events: number;
  days: number;
  /** No event is at or after this time, none before it minus `days`. */
  end: Date;
  /** Put before `AWSLogs/`, with or without its closing slash. */
  bucketPrefix?: string;
  /** '' for a bucket without an organisation in its keys; the sample organisation's where absent. */
  organizationId?: string;
  /** zlib level of the bodies; 6 where absent, as CloudTrail's own are about that small. */
  gzipLevel?: number;
  /** Also what other writers leave in such a bucket, and digests; their `records` are 0. */
  withOtherWriters?: boolean;
};

const SLOT_MS = 5 * MINUTE_MS;

function cast(seed: number): Actor[] {
  return [
    terraform,
    makeNodes(),
    recorder,
    makeMonitoring(),
    makeBackup(seed),
    deploy,
    makeFunctions(),
    makePeople(),
    services,
    makeLegacyUser(seed),
    makeArtifacts(seed),
    analyst,
    root,
  ];
}

type Slot = {
  startMs: number;
  /** Growing sums over the actors: how likely each is to play an episode next. */
  episodeWeights: number[];
  /** How many events all of them make, relative to other slots. */
  load: number;
};

function slotAt(actors: Actor[], seed: number, startMs: number): Slot {
  const episodeWeights: number[] = [];
  let load = 0;
  let sum = 0;
  for (const actor of actors) {
    const events = actor.share * busyness(actor.rhythm, seed, actor.name, startMs);
    load += events;
    sum += events / actor.episodeEvents;
    episodeWeights.push(sum);
  }
  return { startMs, episodeWeights, load };
}

function slotsOf(actors: Actor[], seed: number, startMs: number, endMs: number): Slot[] {
  const slots: Slot[] = [];
  for (let at = startMs; at < endMs; at += SLOT_MS) slots.push(slotAt(actors, seed, at));
  return slots;
}

/**
 * The log objects of the sample organisation, slot by slot through the range: streaming, so memory does not grow with
 * `events`. The same options give the same keys and bytes. From STORY_NEEDS_EVENTS on there is an intrusion to follow.
 */
export function* generateObjects(options: GenerateOptions): Generator<GeneratedObject> {
  const { seed, events } = options;
  const endMs = options.end.getTime();
  const startMs = endMs - options.days * DAY_MS;
  const layout: Layout = {
    prefix: options.bucketPrefix ? `${options.bucketPrefix.replace(/\/+$/, '')}/` : '',
    organizationId: options.organizationId ?? DEMO_ORGANIZATION_ID,
    gzipLevel: options.gzipLevel ?? 6,
    endMs,
  };
  const delivery = new Delivery(new Random(seed, 'delivery'), layout);
  const estates = DEMO_ACCOUNTS.map((account) => makeEstate(seed, account));
  const stage = new Stage({ seed, estates, startMs, endMs, events }, delivery);
  const story = events >= STORY_NEEDS_EVENTS ? new Story(seed, startMs, endMs) : null;
  const actors = cast(seed);
  const slots = slotsOf(actors, seed, startMs, endMs);
  const total = slots.reduce((sum, slot) => sum + slot.load, 0);
  let due = 0;
  for (const slot of slots) {
    story?.playUntil(slot.startMs + SLOT_MS, stage);
    due += (events * slot.load) / total;
    while (stage.left > 0 && events - stage.left < due) {
      const actor = actors[stage.random.weighted(slot.episodeWeights)];
      actor?.play(stage, slot.startMs + stage.random.int(0, SLOT_MS - 1));
    }
    yield* delivery.due(slot.startMs);
  }
  // Rounding, or the last episodes, may leave a few.
  while (stage.left > 0) recorder.play(stage, endMs - SLOT_MS);
  yield* delivery.due(Number.POSITIVE_INFINITY);
  if (options.withOtherWriters) yield* otherWriters(seed, startMs, layout);
}
