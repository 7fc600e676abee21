import { DEMO_ACCOUNTS, DEMO_ORGANIZATION_ID } from './accounts.ts';
import type { Actor } from './actors/actor.ts';
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
import { Delivery, type GeneratedObject } from './delivery.ts';
import { makeEstate } from './estate.ts';
import { Random } from './random.ts';
import { busyness } from './rhythm.ts';
import { Stage } from './stage.ts';
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

/**
 * The log objects of the sample organisation, slot by slot through the range: streaming, so memory does not grow with
 * `events`. The same options give the same keys and bytes.
 */
export function* generateObjects(options: GenerateOptions): Generator<GeneratedObject> {
  const { seed } = options;
  const endMs = options.end.getTime();
  const startMs = endMs - options.days * DAY_MS;
  const prefix = options.bucketPrefix ? `${options.bucketPrefix.replace(/\/+$/, '')}/` : '';
  const delivery = new Delivery(new Random(seed, 'delivery'), {
    prefix,
    organizationId: options.organizationId ?? DEMO_ORGANIZATION_ID,
    gzipLevel: options.gzipLevel ?? 6,
    endMs,
  });
  const estates = DEMO_ACCOUNTS.map((account) => makeEstate(seed, account));
  const stage = new Stage({ seed, estates, startMs, endMs, events: options.events }, delivery);
  const actors = cast(seed);
  const slots: Slot[] = [];
  for (let at = startMs; at < endMs; at += SLOT_MS) slots.push(slotAt(actors, seed, at));
  const total = slots.reduce((sum, slot) => sum + slot.load, 0);
  let due = 0;
  for (const slot of slots) {
    due += (options.events * slot.load) / total;
    while (stage.left > 0 && options.events - stage.left < due) {
      const actor = actors[stage.random.weighted(slot.episodeWeights)];
      actor?.play(stage, slot.startMs + stage.random.int(0, SLOT_MS - 1));
    }
    yield* delivery.due(slot.startMs);
  }
  while (stage.left > 0) recorder.play(stage, endMs - SLOT_MS);
  yield* delivery.due(Number.POSITIVE_INFINITY);
}
