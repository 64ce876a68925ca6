import { aWeek, digestsOf, replay } from '#libs/notifications';
import { runProgram } from './operator.js';

/** A Monday at midnight in Belgium: which week it is changes nothing. */
const MONDAY = new Date('2026-11-22T23:00:00Z');
const SEED = 20_261_123;

/** `attention [groups]`: a made-up week through the rules for mail, and how often each person is interrupted. */
await runProgram(async () => {
  const groups = Math.max(1, Math.min(1_000, Number(process.argv[2] ?? 1) || 1));
  const counts = replay(aWeek(MONDAY, groups, SEED), digestsOf(MONDAY));
  const kinds = Map.groupBy(counts, ({ person }) => person.replace(/ \d+$/, ''));
  const line = (cells: readonly (string | number)[]) =>
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(20) : String(cell).padStart(14))).join('');
  const mean = (values: readonly number[]) =>
    (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(1);
  const rows = [...kinds].map(([kind, all]) => {
    const rules = all.map(({ atOnce, digests }) => atOnce + digests);
    const without = all.map(({ withoutRules }) => withoutRules);
    return line([
      kind,
      mean(without),
      mean(all.map(({ atOnce }) => atOnce)),
      mean(all.map(({ digests }) => digests)),
      mean(rules),
      `${Math.round((1 - Number(mean(rules)) / Number(mean(without))) * 100)} %`,
    ]);
  });
  process.stdout.write(
    [
      `A week of made-up news (seed ${SEED}, ${groups} ${groups === 1 ? 'person' : 'people'} of each kind): mails per person.`,
      line(['', 'without rules', 'at once', 'digests', 'with rules', 'fewer']),
      ...rows,
    ].join('\n') + '\n',
  );
});
