import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { types } from './expected.js';
import { variants, type RootQuery } from './roots.js';

/** One way from a root field down, as the text before each brace, and what is read at its end. */
interface Path {
  hops: string[];
  leaves: string[];
}

interface Branch {
  leaves: Set<string>;
  children: Map<string, Branch>;
}

/** Stay below the limits of documents, which the matrix does not test. */
const MAX_FIELDS = 450;
const MAX_TOKENS = 1_800;
const MAX_ALIASES = 45;

const isWrapper = (name: string): boolean => /(Connection|Edge|Payload)$/.test(name) || name === 'PageInfo';
/** Facts that are the same for everybody: they lead nowhere, and are read where they stand. */
const isCommon = (name: string): boolean => types[name]?.seenBy === 'signedIn' || types[name]?.seenBy === 'public';

const leavesOf = (type: GraphQLObjectType): string[] => [
  '__typename',
  ...Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)))
    .map((field) => field.name),
];

const shortly = (type: GraphQLObjectType): string =>
  'id' in type.getFields() ? '{ __typename id }' : '{ __typename }';

/** Page furniture that is read wherever a list is read. */
const pageOf = (connection: GraphQLObjectType): string[] => {
  if (!connection.name.endsWith('Connection')) return [];
  const node = getNamedType(connection.getFields().nodes!.type) as GraphQLObjectType;
  return [
    'pageInfo { __typename startCursor endCursor hasNextPage hasPreviousPage }',
    `edges { __typename cursor node ${shortly(node)} }`,
  ];
};

/** Builds the documents that follow the schema; every path of object types up to a number of steps, and all fields. */
export class Documents {
  constructor(private readonly schema: GraphQLSchema) {}

  /** The documents for a root query. */
  of(name: string, root: RootQuery): string[] {
    const field = this.schema.getQueryType()!.getFields()[name]!;
    const paths = this.from(field, `${name}${root.call ?? ''}`, root.steps);
    return this.pack(paths).map((body) => `query ${this.declared(root.declare, body)} ${body}`);
  }

  /** The documents that read objects of one type through `nodes`. */
  nodesOf(typeName: string, steps: number): string[] {
    const type = this.schema.getType(typeName) as GraphQLObjectType;
    const paths = this.below(type, ['nodes(ids: $ids)', `... on ${typeName}`], steps - 1);
    return this.pack(paths).map((body) => `query ($ids: [ID!]!) ${body}`);
  }

  /** The types one can fetch by id. */
  nodeTypes(): string[] {
    const node = this.schema.getType('Node');
    return isInterfaceType(node) ? this.schema.getPossibleTypes(node).map(({ name }) => name) : [];
  }

  private from(field: GraphQLField<unknown, unknown>, call: string, steps: number, hops: string[] = []): Path[] {
    const type = getNamedType(field.type);
    const here = [...hops, call];
    if (isInterfaceType(type))
      return this.schema
        .getPossibleTypes(type)
        .filter(({ name }) => !isCommon(name))
        .flatMap((possible) => this.below(possible, [...here, `... on ${possible.name}`], steps - 1));
    if (!isObjectType(type)) return [];
    return this.below(type, here, isWrapper(type.name) ? steps : steps - 1);
  }

  private below(type: GraphQLObjectType, hops: string[], steps: number): Path[] {
    const own: Path = { hops, leaves: [...leavesOf(type), ...pageOf(type)] };
    const further = Object.values(type.getFields()).flatMap((field) => {
      const target = getNamedType(field.type);
      if (isLeafType(target) || target.name === 'PageInfo' || field.name === 'edges') return [];
      // What is common knowledge is looked at, not walked through.
      if (isCommon(type.name) && isCommon(target.name))
        return hops.length === 1 && isObjectType(target)
          ? [{ hops: [...hops, field.name], leaves: leavesOf(target) }]
          : [];
      if (steps === 0 && !isWrapper(target.name)) return [];
      const others = (variants[`${type.name}.${field.name}`] ?? []).flatMap((call, index) =>
        this.from(field, `${field.name}__${index + 1}: ${field.name}${call}`, 1, hops),
      );
      const needs = field.args.some((arg) => isRequiredArgument(arg));
      return [...(needs ? [] : this.from(field, field.name, steps, hops)), ...(hops.length <= 3 ? others : [])];
    });
    return [own, ...further];
  }

  private pack(paths: Path[]): string[] {
    const documents: string[] = [];
    let current = this.branch();
    let text = '';
    for (const path of paths) {
      const grown = structuredClone(current);
      this.add(grown, path);
      const candidate = this.render(grown);
      if (text && (this.tooLarge(candidate) || this.collides(grown))) {
        documents.push(text);
        current = this.branch();
        this.add(current, path);
        text = this.render(current);
      } else {
        current = grown;
        text = candidate;
      }
    }
    return [...documents, text];
  }

  /** Of the variables those the document uses: others are not allowed in it. */
  private declared(declare: string | undefined, body: string): string {
    const used = (declare?.slice(1, -1).split(', ') ?? []).filter((each) =>
      new RegExp(`\\${each.split(':')[0]!}\\b`).test(body),
    );
    return used.length > 0 ? `(${used.join(', ')})` : '';
  }

  private branch = (): Branch => ({ leaves: new Set(), children: new Map() });

  private add(root: Branch, { hops, leaves }: Path): void {
    let branch = root;
    for (const hop of hops) {
      const next = branch.children.get(hop) ?? this.branch();
      branch.children.set(hop, next);
      // Objects on the way are named, so that it is known which ones they were.
      next.leaves.add('__typename');
      branch = next;
    }
    leaves.forEach((leaf) => branch.leaves.add(leaf));
  }

  private render({ leaves, children }: Branch): string {
    return `{ ${[...leaves, ...[...children].map(([hop, child]) => `${hop} ${this.render(child)}`)].join(' ')} }`;
  }

  /** Two types in one place may have fields of one name and different types, which no document may ask for together. */
  private collides({ children }: Branch): boolean {
    const fragments = [...children.keys()].filter((hop) => hop.startsWith('... on'));
    return fragments.length > 1 || [...children.values()].some((child) => this.collides(child));
  }

  private tooLarge(text: string): boolean {
    const tokens = text.match(/\w+|[^\s\w]/g) ?? [];
    const fields = tokens.filter((token) => /^\w/.test(token)).length;
    const aliases = text.match(/__\d+:/g) ?? [];
    return tokens.length > MAX_TOKENS || fields > MAX_FIELDS || aliases.length > MAX_ALIASES;
  }
}
