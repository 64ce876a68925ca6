import { newId, toGlobalId } from '#libs/kernel';
import { getNamedType, isLeafType, isObjectType, type GraphQLObjectType } from 'graphql';
import type { Answer } from '../support/client.js';
import { cursorAt } from '../support/cursor.js';
import { Documents } from './documents.js';
import { forPeople, nobodies, publicRoots, relations, scopes } from './expected.js';
import { fileCells } from './files.js';
import { ownLogCell } from './own-log.js';
import type { House } from './house.js';
import { comparable, Judge, type Walls } from './judge.js';
import { isParty, type Knowledge } from './knowledge.js';
import { callerKeys, twins, type CallerKey } from './people.js';
import {
  aboutNothing,
  confused,
  mutations,
  nowhere,
  queries,
  streamSelections,
  subscriptions,
  type MutationExpectation,
  type RootQuery,
} from './roots.js';
import { verdictFor } from './verdict.js';
import type { MatrixWorld } from './world.js';
import { tenants, type Tenant } from './words.js';

/** One question of one caller; `run` answers what is wrong about the answers. */
export interface Cell {
  name: string;
  caller: CallerKey;
  run: () => Promise<string[]>;
  /** Asks by queries only: what it finds does not depend on what else is asked at that moment. */
  reads?: true;
}

type Variables = Record<string, unknown>;

const [MAX_NODES, MAX_IDS] = [45, 100];
const NO_EPOCH = newId();
const codeOf = (answer: Answer<unknown>): string | undefined => answer.errors?.[0]?.extensions.code;

/** All questions of one matrix, over one house with certain walls. */
export class Cells {
  readonly judge: Judge;
  private readonly documents: Documents;
  private readonly nothing = new Map<string, Promise<string>>();

  constructor(
    private readonly house: House,
    private readonly world: MatrixWorld,
    private readonly knowledge: Knowledge,
    private readonly walls: Walls,
    private readonly reach = 4,
  ) {
    this.judge = new Judge(knowledge, walls);
    this.documents = Documents.for(house.schema);
  }

  nodeTypes(): string[] {
    return this.documents.nodeTypes();
  }

  /** Every question; those who may see most ask first, and the others are compared with them. */
  all(who: readonly CallerKey[] = callerKeys): Cell[] {
    const order = [...who].sort((a, b) => this.rank(a) - this.rank(b));
    return order.flatMap((caller) => [
      ...this.queryCells(caller),
      ...this.nodeCells(caller),
      ...this.mutationCells(caller),
      ...this.streamCells(caller),
      ...fileCells(this.house, this.world, this.knowledge, this.judge, this.walls, caller),
      ownLogCell(this.house, this.world, this.knowledge, this.judge, this.walls, caller),
    ]);
  }

  private rank(caller: CallerKey): number {
    const mine = Object.values(relations[caller]);
    return mine.length === 0 ? 2 : mine.some(isParty) ? 1 : 0;
  }

  private async ask(caller: CallerKey, query: string, variables: Variables = {}): Promise<Answer<unknown>> {
    return this.house.execute(await this.house.identity(this.world.tokens[caller]), query, variables);
  }

  /** Who is not let in at all is told so, whatever the question is about. */
  private shut(caller: CallerKey, name: string): 'UNAUTHENTICATED' | 'FORBIDDEN' | undefined {
    if (nobodies.includes(caller)) return publicRoots.includes(name) ? undefined : 'UNAUTHENTICATED';
    return scopes[caller] && forPeople.includes(name) ? 'FORBIDDEN' : undefined;
  }

  private queryCells(caller: CallerKey): Cell[] {
    return Object.entries(queries).flatMap(([name, root]) => {
      const shut = this.shut(caller, `Query.${name}`);
      const steps = Math.min(root.steps, this.reach, twins.includes(caller) ? 2 : 4);
      const deep = this.documents.of(name, { ...root, steps }).slice(0, shut ? 1 : undefined);
      // First every object is looked at, then one of each partnership is followed to the end.
      const documents = root.steps > 1 && !shut ? [...this.documents.of(name, { ...root, steps: 1 }), ...deep] : deep;
      return documents.map((document, index) => ({
        ...{ name: `Query.${name} ${index + 1}`, caller, reads: true as const },
        run: () => this.inquiry(caller, name, root, document, index === 0, shut),
      }));
    });
  }

  private async inquiry(
    caller: CallerKey,
    name: string,
    root: RootQuery,
    document: string,
    everything: boolean,
    shut: string | undefined,
  ): Promise<string[]> {
    const findings: string[] = [];
    const inquire = async (given: Variables, tenant?: Tenant) => {
      const { eyes: _eyes, ...variables } = given;
      const answer = await this.ask(caller, document, variables);
      const told = (answer.data as Variables | null | undefined)?.[name];
      const wanted =
        shut ??
        (tenant && root.capability && verdictFor(this.knowledge, caller, tenant, { capability: root.capability }));
      if (wanted && wanted !== 'MAY') {
        findings.push(...this.judge.traces(caller, answer));
        if (this.walls !== 'second' && (codeOf(answer) !== wanted || told))
          findings.push(`answers ${JSON.stringify(answer)} instead of ${wanted}`);
      } else findings.push(...this.judge.answer(root.eyes && told ? root.eyes(given) : caller, answer));
      return answer;
    };
    if (!root.variables) {
      // What differs in variables alone need not be followed to the end each time.
      const once = root.once?.(this.world) ?? [{}];
      for (const variables of everything ? once : once.slice(0, 1)) await inquire(variables);
      return findings;
    }
    const { eyes: _nobody, ...nothing } = root.variables(this.world, 'none')[0]!;
    const none = comparable(await this.ask(caller, document, nothing));
    for (const tenant of tenants)
      for (const variables of root.variables(this.world, tenant).slice(0, everything ? undefined : 1)) {
        const answer = await inquire(variables, tenant);
        const refused = (answer.data as Variables | null | undefined)?.[name] == null && codeOf(answer) !== 'FORBIDDEN';
        if (refused && this.walls !== 'second' && comparable(answer) !== none)
          findings.push(`tells ${JSON.stringify(variables)} of ${tenant} from what does not exist`);
      }
    return findings;
  }

  private nodeCells(caller: CallerKey): Cell[] {
    if (nobodies.includes(caller)) return [this.nodeCell(caller, 'CoordinationTask', [])];
    return this.documents
      .nodeTypes()
      .map((type) =>
        this.nodeCell(caller, type, this.documents.nodesOf(type, twins.includes(caller) ? 2 : this.reach - 1)),
      );
  }

  /** All objects of a type by their ids, one by one and together; what is not the caller's is null like nothing at all. */
  private nodeCell(caller: CallerKey, type: string, deep: string[]): Cell {
    const subjects = this.knowledge.all().filter(([, subject]) => subject.type === type);
    const wanted = subjects.map(([uuid, subject]) => ({
      ...{
        id: toGlobalId(type, uuid),
        subject: JSON.stringify(subject),
        visible: this.knowledge.sees(caller, subject),
      },
    }));
    wanted.push({ id: nowhere(type), subject: 'nothing', visible: false });
    // The first and the last of each partnership are followed to the end; all of them are looked at.
    const ends = wanted.filter((_, index) => {
      const tenantAt = (at: number) => subjects[at]?.[1].tenant;
      return !tenantAt(index) || tenantAt(index - 1) !== tenantAt(index) || tenantAt(index + 1) !== tenantAt(index);
    });
    const look = async (
      some: typeof wanted,
      query: string,
      variables: Variables,
      read: (data: Variables) => unknown[],
    ) => {
      const answer = await this.ask(caller, query, variables);
      if (nobodies.includes(caller)) {
        const told = codeOf(answer) === 'UNAUTHENTICATED' || this.walls === 'second' ? [] : ['shows nodes to nobody'];
        return [...told, ...this.judge.traces(caller, answer)];
      }
      const nodes = read((answer.data ?? {}) as Variables);
      const wrong = some.filter(({ visible }, index) => this.walls !== 'second' && Boolean(nodes[index]) !== visible);
      return [
        ...this.judge.answer(caller, answer),
        ...wrong.map(({ subject, visible }) => `finds ${visible ? 'no' : 'a foreign'} ${type}: ${subject}`),
      ];
    };
    const run = async () => {
      const findings: string[] = [];
      const shallow = [
        ...this.documents.nodesOf(type, 1),
        `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }`,
      ];
      for (const [documents, some] of [
        [shallow, wanted],
        [deep, ends],
      ] as const)
        for (const document of documents)
          for (let at = 0; at < some.length; at += MAX_IDS) {
            const piece = some.slice(at, at + MAX_IDS);
            const variables = { ids: piece.map(({ id }) => id) };
            findings.push(...(await look(piece, document, variables, ({ nodes }) => (nodes ?? []) as unknown[])));
          }
      const few = wanted.length > MAX_NODES ? [...wanted.slice(0, MAX_NODES - 1), wanted.at(-1)!] : wanted;
      const query = `{ ${few.map(({ id }, index) => `n${index}: node(id: "${id}") { __typename id }`).join(' ')} }`;
      findings.push(...(await look(few, query, {}, (data) => few.map((_, index) => data[`n${index}`]))));
      return findings;
    };
    return { name: `node ${type}`, caller, run, reads: true };
  }

  private mutationCells(caller: CallerKey): Cell[] {
    return Object.entries(mutations).map(([name, expectation]) => ({
      ...{ name: `Mutation.${name}`, caller },
      run: async () => {
        const findings: string[] = [];
        const document = this.mutationDocument(name);
        for (const tenant of tenants) {
          const bounds = scopes[caller];
          const verdict =
            bounds && !bounds.includes(expectation.capability)
              ? 'FORBIDDEN'
              : verdictFor(this.knowledge, caller, tenant, expectation);
          const things = this.world.things[tenant];
          for (const input of expectation.input(things, this.world)) {
            const answer = await this.ask(caller, document, { input });
            const { written } = this.house;
            const nothing = await this.refusalOfNothing(caller, document, input);
            const say = (what: string) => findings.push(`${what} in ${tenant}: ${JSON.stringify(answer)}`);
            const given = expectation.echoes?.(things) ?? [];
            const told = given.reduce((text, id) => text.replaceAll(id, ''), JSON.stringify(answer));
            findings.push(...this.judge.traces(caller, JSON.parse(told)));
            if (verdict === 'MAY' && this.walls !== 'second') {
              if (answer.errors) say('may and is refused');
              else findings.push(...(await this.references(caller, document, expectation, tenant, input)));
              continue;
            }
            if (verdict !== 'MAY' && Object.keys(written).length > 0 && !this.coarser(caller, tenant, expectation))
              say(`writes ${Object.keys(written).join()}`);
            if (this.walls === 'second') continue;
            if (codeOf(answer) !== verdict) say(`should be told ${verdict}`);
            if (bounds && verdict === 'FORBIDDEN' && !this.atTheDoor(answer)) say('is let in and refused inside');
            if (nobodies.includes(caller)) {
              const confusing = await this.ask(caller, document, { input: confused(input) });
              if (codeOf(confusing) !== verdict) findings.push(`is told ${codeOf(confusing)} about nonsense`);
            }
            if (verdict === 'NOT_FOUND' && comparable(answer) !== nothing) say(`is told more than ${nothing}`);
          }
          if (nobodies.includes(caller)) break;
        }
        return findings;
      },
    }));
  }

  /** Systems hear which scope is missing, if there is one, before anybody looks at what they want. */
  private atTheDoor(answer: Answer<unknown>): boolean {
    return [null, 'task.write', 'task.comment', 'request.answer'].includes(
      answer.errors?.[0]?.extensions.args.capability as string | null,
    );
  }

  /** The second wall knows who writes and who manages, not what: what it cannot tell is named here. */
  private coarser(caller: CallerKey, tenant: Tenant, { capability }: MutationExpectation): boolean {
    // It lets coordinators write, for their comments and notes, and so also tasks and requests; and officers approve.
    const also: Partial<Record<string, readonly string[]>> = {
      ...{ COORDINATOR: ['task.write', 'request.write', 'request.approve'], OFFICER: ['request.approve'] },
    };
    return this.walls === 'second' && (also[relations[caller][tenant] ?? '']?.includes(capability) ?? false);
  }

  private refusalOfNothing(caller: CallerKey, document: string, input: Variables): Promise<string> {
    const key = JSON.stringify([caller, document, aboutNothing(input)]);
    const known = this.nothing.get(key);
    if (known) return known;
    const asked = this.ask(caller, document, { input: aboutNothing(input) }).then(comparable);
    // Kept only for as long as the walls are whole: see `forget`.
    this.nothing.set(key, asked);
    return asked;
  }

  /** After a rule changed, what was answered before is no measure any more. */
  forget(): void {
    this.nothing.clear();
  }

  /** Whoever may change something names something foreign in passing: as if it did not exist. */
  private async references(
    caller: CallerKey,
    document: string,
    { references = {} }: MutationExpectation,
    tenant: Tenant,
    input: Variables,
  ): Promise<string[]> {
    const findings: string[] = [];
    for (const [field, of] of Object.entries(references))
      for (const other of tenants.filter((each) => relations[caller][each] === undefined && each !== tenant)) {
        const foreign = of(this.world.things[other]);
        const [real, none] = [
          await this.ask(caller, document, { input: { ...input, [field]: foreign } }),
          await this.ask(caller, document, { input: { ...input, ...aboutNothing({ [field]: foreign }) } }),
        ];
        findings.push(...this.judge.traces(caller, real));
        if (comparable(real) !== comparable(none)) findings.push(`tells a foreign ${field} from nothing`);
      }
    return findings;
  }

  private mutationDocument(name: string): string {
    const field = this.house.schema.getMutationType()!.getFields()[name]!;
    const payload = getNamedType(field.type) as GraphQLObjectType;
    const selection = Object.values(payload.getFields()).map((part) => {
      const type = getNamedType(part.type);
      if (isLeafType(type) || !isObjectType(type)) return part.name;
      return `${part.name} { __typename ${type.getFields().id ? 'id' : ''} }`;
    });
    const input = String(field.args[0]!.type);
    return `mutation ($input: ${input}) { ${name}(input: $input) { __typename ${selection.join(' ')} } }`;
  }

  private streamCells(caller: CallerKey): Cell[] {
    return Object.entries(subscriptions).map(([name, { declare, call, rights }]) => ({
      ...{ name: `Subscription.${name}`, caller },
      run: async () => {
        const findings: string[] = [];
        const document = this.streamDocument(name, declare, call);
        const follow = async (tenant: Tenant | 'none') => {
          const things = tenant === 'none' ? undefined : this.world.things[tenant];
          const after = await cursorAt(this.world.owner, things?.epoch ?? NO_EPOCH, 0);
          const variables = {
            id: things?.partnership ?? nowhere('Partnership'),
            ...(declare.includes('after') && { after }),
          };
          const last = Math.max(
            ...this.knowledge.events.filter((event) => event.tenant === tenant).map(({ sequence }) => sequence),
          );
          const isLast = ({ data }: Answer<unknown>) => {
            const event = (data as { partnershipEvents?: { sequence: number } } | null)?.partnershipEvents;
            return name !== 'partnershipEvents' || !event || event.sequence >= last;
          };
          return this.house.stream(this.world.tokens[caller], document, variables, isLast);
        };
        const told = (answers: Answer<unknown>[]) => answers.map(comparable).join();
        const none = told(await follow('none'));
        const shut = this.shut(caller, `Subscription.${name}`);
        for (const tenant of tenants) {
          const answers = await follow(tenant);
          const relation = relations[caller][tenant];
          const may =
            !shut && rights !== 'self' && relation !== undefined && (rights === 'partnership' || !isParty(relation));
          findings.push(...this.judge.traces(caller, answers));
          if (may) {
            findings.push(...answers.flatMap((answer) => this.judge.answer(caller, answer)));
            if (name === 'partnershipEvents' && this.walls !== 'second')
              findings.push(...this.missed(caller, tenant, answers));
          } else if (this.walls !== 'second' && (told(answers) !== none || answers.some(({ data }) => data)))
            findings.push(`hears of ${tenant}: ${told(answers)}`);
          if (nobodies.includes(caller)) break;
        }
        // A socket does not let nobody in; the field itself must not either.
        if (shut && this.walls !== 'second') {
          const identity = await this.house.identity(this.world.tokens[caller]);
          const answer = await this.house.subscribe(identity, document, { id: this.world.things.alfa.partnership });
          if (codeOf(answer) !== shut) findings.push(`subscribes: ${JSON.stringify(answer)}`);
        }
        return findings;
      },
    }));
  }

  private missed(caller: CallerKey, tenant: Tenant, answers: Answer<unknown>[]): string[] {
    const heard = answers.map(
      ({ data }) => (data as { partnershipEvents: { sequence: number } } | null)?.partnershipEvents.sequence,
    );
    const wanted = this.knowledge.events
      .filter((event) => event.tenant === tenant && this.knowledge.seesEvent(caller, event))
      .map(({ sequence }) => sequence);
    return heard.join() === wanted.join() ? [] : [`hears ${heard.join()} of ${tenant} instead of ${wanted.join()}`];
  }

  private streamDocument(name: string, declare: string, call: string): string {
    return `subscription ${declare} { ${name}${call} ${streamSelections[name]!} }`;
  }
}
