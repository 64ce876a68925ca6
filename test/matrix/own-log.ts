import { cursorAt } from '../support/cursor.js';
import type { Answer } from '../support/client.js';
import type { Cell } from './cells.js';
import { nobodies, relations, scopes } from './expected.js';
import type { House } from './house.js';
import type { Judge, Walls } from './judge.js';
import { isParty, type Knowledge } from './knowledge.js';
import { callers, type CallerKey } from './people.js';
import type { MatrixWorld } from './world.js';

const DOCUMENT = `subscription ($after: Cursor) { myEvents(after: $after) {
  __typename cursor sequence type at changedFields partnershipId subjectId version
  by { __typename id displayName } subject { __typename id } } }`;

type Told = { myEvents?: { sequence: number } } | null | undefined;

/** A person's own log, from its beginning: what is about them, and of partnerships they still work in what concerns them. */
export const ownLogCell = (
  house: House,
  world: MatrixWorld,
  knowledge: Knowledge,
  judge: Judge,
  walls: Walls,
  caller: CallerKey,
): Cell => {
  const wantedFrom = async (account: string) => {
    type Row = { epoch: string; sequence: string; partnership_id: string; about_them: boolean };
    const rows = await world.owner.rows<Row>(
      `select s.epoch, e.sequence, e.partnership_id, e.about_them
       from live.personal_streams s join live.personal_events e on e.account_id = s.account_id
       where s.account_id = $1 order by e.sequence`,
      [account],
    );
    const relationTo = (partnership: string) => relations[caller][knowledge.tenant(partnership)!];
    const wanted = rows.filter(({ about_them, partnership_id }) => {
      const relation = relationTo(partnership_id);
      return about_them || (relation !== undefined && !isParty(relation));
    });
    return { epoch: rows[0]?.epoch, wanted: wanted.map(({ sequence }) => Number(sequence)) };
  };
  const run = async () => {
    const session = nobodies.includes(caller) || scopes[caller] ? null : callers[caller];
    const { epoch, wanted } = session ? await wantedFrom(world.accounts[session.person]) : { wanted: [] };
    // Who has heard of nothing would only be waited for; whoever may not listen is asked with the other streams.
    if (!epoch || wanted.length === 0) return [];
    const numberIn = ({ data }: Answer<unknown>) => (data as Told)?.myEvents?.sequence;
    const answers = await house.stream(
      world.tokens[caller],
      DOCUMENT,
      { after: await cursorAt(world.owner, epoch, 0) },
      (answer) => (numberIn(answer) ?? 0) >= wanted.at(-1)!,
    );
    const heard = answers.map(numberIn).join();
    return [
      ...judge.traces(caller, answers),
      ...(walls === 'second' || heard === wanted.join() ? [] : [`hears ${heard} instead of ${wanted.join()}`]),
    ];
  };
  return { name: 'own log', caller, run };
};
