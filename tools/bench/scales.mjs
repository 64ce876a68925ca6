/** How large each scenario is: as the targets are meant, or just large enough to show that everything works. */
export const SCALES = {
  full: {
    world: { partnerships: 200, tasks: 100 },
    settleMs: 1_500,
    // Warm enough that the compiler is done: what is measured is how it goes on.
    F1: { readers: 1_000, rounds: 3, events: 200, warmUp: 200, unshared: { events: 4, warmUp: 1 } },
    F2: { readers: 10_000, partnerships: 200, perSecond: 50, seconds: 20, warmUpSeconds: 4, races: 20 },
    F4: { readers: 5_000, partnerships: 20, missed: 50 },
    F5: { readers: 500, everyNth: 10, length: 15_000, events: 20, batches: 25, goodbyeMs: 15_500 },
    F6: { readers: 1_000, partnerships: 20, perSecond: 20, beforeSeconds: 6, outageSeconds: 10, afterSeconds: 6 },
    F7: { sizes: [1, 10, 100, 1_000, 5_000], rounds: 1, events: 100, warmUp: 200 },
    Q1: { tasks: 50, clients: 32, count: 1_500, warmUp: 600, more: 1_800, perPartnership: 100 },
    Q2: { tasks: 500, inAll: 600, clients: 32, count: 200, warmUp: 80 },
    Q3: { tasks: 100_000, times: 20, clients: 4 },
    Q4: { rows: 5_000, everyNthBad: 100, step: 100 },
  },
  smoke: {
    world: { partnerships: 4, tasks: 6 },
    settleMs: 50,
    F1: { readers: 6, rounds: 1, events: 2, warmUp: 1, unshared: { events: 1, warmUp: 1 } },
    F2: { readers: 8, partnerships: 4, perSecond: 40, seconds: 0.2, warmUpSeconds: 0.1, races: 2 },
    F4: { readers: 8, partnerships: 2, missed: 3 },
    F5: { readers: 4, everyNth: 2, length: 15_000, events: 2, batches: 2, goodbyeMs: 50 },
    F6: { readers: 4, partnerships: 2, perSecond: 20, beforeSeconds: 0.2, outageSeconds: 0.3, afterSeconds: 0.3 },
    F7: { sizes: [1, 2, 4], rounds: 1, events: 1, warmUp: 1 },
    Q1: { tasks: 5, clients: 2, count: 4, warmUp: 2, more: 2, perPartnership: 6 },
    Q2: { tasks: 12, inAll: 14, clients: 2, count: 4, warmUp: 2 },
    Q3: { tasks: 20, times: 1, clients: 2 },
    Q4: { rows: 12, everyNthBad: 5, step: 5 },
  },
};
