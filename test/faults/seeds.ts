/** Seeds that every test run goes through. One that fails in `npm run soak` is added here with what it found. */
export const seeds: readonly { seed: number; because: string }[] = [
  { seed: 1, because: 'Postgres killed in the middle of a change was answered with INTERNAL' },
  { seed: 281, because: 'every kind of fault, in another order' },
];
