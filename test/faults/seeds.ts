/** Seeds that every test run goes through. One that fails in `npm run soak` is added here with what it found. */
export const seeds: readonly { seed: number; because: string }[] = [
  { seed: 1, because: 'Postgres killed in the middle of a change was answered with INTERNAL' },
  {
    seed: 281,
    because:
      'a right that ended between the look and the rendering made a task vanish for those who came back with their cursor',
  },
];
