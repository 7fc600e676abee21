import { expect, test, vi } from 'vitest';
import { RunningTrials } from '#lib/alerts/try-rule/running-trials.ts';

/** A trial that goes on until it is let go, or aborted; what began and ended is noted by name. */
function trialOf(name: string, noted: string[]) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const work = async (signal: AbortSignal) => {
    noted.push(`${name} begins`);
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
    try {
      return await Promise.race([promise, aborted]);
    } finally {
      noted.push(`${name} ends`);
    }
  };
  return { work, finish: () => resolve(name) };
}

test('a person’s new trial ends the one before, and begins when that is over', async () => {
  const trials = new RunningTrials(2);
  const noted: string[] = [];
  const [one, two, three] = ['one', 'two', 'three'].map((name) => trialOf(name, noted));
  if (!one || !two || !three) throw new Error('three trials');
  const first = trials.run('alice', undefined, one.work);
  await vi.waitFor(() => expect(noted).toEqual(['one begins']));
  const second = trials.run('alice', undefined, two.work);
  const third = trials.run('alice', undefined, three.work);
  await expect(first).rejects.toMatchObject({ code: 'conflict' });
  await expect(second).rejects.toMatchObject({ code: 'conflict' });
  three.finish();
  expect(await third).toBe('three');
  expect(noted).toEqual(['one begins', 'one ends', 'three begins', 'three ends']);
});

test('so many persons try at once, and who comes then is told when to come again', async () => {
  const trials = new RunningTrials(2);
  const [one, two, three, four] = ['1', '2', '3', '4'].map((name) => trialOf(name, []));
  if (!one || !two || !three || !four) throw new Error('four trials');
  const first = trials.run('alice', undefined, one.work);
  const second = trials.run('bob', undefined, two.work);
  await expect(trials.run('carol', undefined, three.work)).rejects.toMatchObject({
    code: 'too-many-requests',
    retryAfterSeconds: 10,
  });
  const again = trials.run('alice', undefined, four.work);
  await expect(first).rejects.toMatchObject({ code: 'conflict' });
  two.finish();
  expect(await second).toBe('2');
  three.finish();
  expect(await trials.run('carol', undefined, three.work)).toBe('3');
  four.finish();
  expect(await again).toBe('4');
});

test('a trial that fails or whose asker is gone leaves its place', async () => {
  const trials = new RunningTrials(1);
  await expect(trials.run('alice', undefined, () => Promise.reject(new Error('broken')))).rejects.toThrow(
    'broken',
  );
  const gone = new AbortController();
  const left = trials.run('bob', gone.signal, trialOf('left', []).work);
  gone.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  expect(await trials.run('carol', undefined, async () => 'done')).toBe('done');
});
