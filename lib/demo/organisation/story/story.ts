import type { Stage } from '../stage.ts';
import { HOUR_MS } from '../times.ts';
import {
  type Act,
  lookAround,
  makeUser,
  readSecrets,
  respond,
  startMachines,
  stopTrail,
  takeInvoices,
  tryEverything,
} from './acts.ts';
import { STORY, storyIds } from './cast.ts';

/** In smaller organisations the story would be most of what happens: they go without. */
export const STORY_NEEDS_EVENTS = 2000;

/** Begins this long before the end of the range, or at the same part of a shorter one. */
const BEGINS_HOURS = 92;

const SCENES: [hours: number, act: Act][] = [
  [0, lookAround],
  [0.4, tryEverything],
  [9.2, makeUser],
  [9.6, readSecrets],
  [30.1, startMachines],
  [30.7, stopTrail],
  [31.5, takeInvoices],
  [52.3, respond],
];

/** When the scenes begin, in their order. A range too short for the story has it at the same parts. */
function sceneTimes(startMs: number, endMs: number): number[] {
  const scale = Math.min(1, (endMs - startMs) / (BEGINS_HOURS * HOUR_MS * 1.05));
  const beginMs = endMs - BEGINS_HOURS * HOUR_MS * scale;
  return SCENES.map(([hours]) => beginMs + hours * HOUR_MS * scale);
}

/** When the intruder stops the trails, for whoever tells the same story elsewhere. */
export function storyTimes(startMs: number, endMs: number): { stopTrailMs: number } {
  const scene = SCENES.findIndex(([, act]) => act === stopTrail);
  return { stopTrailMs: sceneTimes(startMs, endMs)[scene] ?? endMs };
}

/** The intrusion: a leaked key, from its first use to the day it is found. Scenes are played as time comes to them. */
export class Story {
  readonly #seed: number;
  #scenes: { atMs: number; act: Act }[];

  constructor(seed: number, startMs: number, endMs: number) {
    this.#seed = seed;
    const times = sceneTimes(startMs, endMs);
    this.#scenes = SCENES.map(([, act], index) => ({ atMs: times[index] ?? endMs, act }));
  }

  /** Plays what begins before `untilMs` and was not played yet. */
  playUntil(untilMs: number, stage: Stage): void {
    const due = this.#scenes.filter(({ atMs }) => atMs < untilMs);
    this.#scenes = this.#scenes.slice(due.length);
    const estate = stage.estate(STORY.accountId);
    for (const { atMs, act } of due) act(stage, estate, storyIds(this.#seed), atMs);
  }
}
