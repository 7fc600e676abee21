/** Units that change the environment, the clock or a module: another file in the same process would see it. */
export const ALONE = ['auth', 'aws', 'net', 'alerts/deliver'].map(
  (folder) => `tests/unit/${folder}/**/*.test.ts`,
);
