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
import type { RootQuery } from './roots.js';
import { variants } from './variants.js';

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

/** How much of a document something takes. */
interface Size {
  tokens: number;
  fields: number;
  aliases: number;
}

const sum = (a: Size, b: Size): Size => ({
  ...{ tokens: a.tokens + b.tokens, fields: a.fields + b.fields, aliases: a.aliases + b.aliases },
});
const measured = new Map<string, Size>();
const sizeOf = (text: string): Size => {
  const known = measured.get(text);
  if (known) return known;
  const tokens = text.match(/\w+|[^\s\w]/g) ?? [];
  const fields = tokens.filter((token) => /^\w/.test(token)).length;
  const size = { tokens: tokens.length, fields, aliases: (text.match(/__\d+:/g) ?? []).length };
  measured.set(text, size);
  return size;
};
const braces = sizeOf('{ }');
const tooLarge = ({ tokens, fields, aliases }: Size): boolean =>
  tokens > MAX_TOKENS || fields > MAX_FIELDS || aliases > MAX_ALIASES;

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
  private static readonly known = new WeakMap<GraphQLSchema, Documents>();
  private readonly packed = new Map<string, string[]>();

  private constructor(private readonly schema: GraphQLSchema) {}

  /** Those of a schema: every caller is asked the same ones, which take long to build. */
  static for(schema: GraphQLSchema): Documents {
    const documents = Documents.known.get(schema) ?? new Documents(schema);
    Documents.known.set(schema, documents);
    return documents;
  }

  /** The documents for a root query. */
  of(name: string, root: RootQuery): string[] {
    return this.once(`${name} ${root.steps}`, () => this.build(name, root));
  }

  /** The documents that read objects of one type through `nodes`. */
  nodesOf(typeName: string, steps: number): string[] {
    return this.once(`nodes ${typeName} ${steps}`, () => this.buildNodes(typeName, steps));
  }

  private once(key: string, build: () => string[]): string[] {
    const documents = this.packed.get(key) ?? build();
    this.packed.set(key, documents);
    return documents;
  }

  private build(name: string, root: RootQuery): string[] {
    const field = this.schema.getQueryType()!.getFields()[name]!;
    const paths = this.from(field, `${name}${root.call ?? ''}`, root.steps);
    return this.pack(paths).map((body) => `query ${this.declared(root.declare, body)} ${body}`);
  }

  private buildNodes(typeName: string, steps: number): string[] {
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
    let tree = this.branch();
    let size = braces;
    for (const [index, path] of paths.entries()) {
      let added = this.add(tree, path);
      if (index > 0 && (tooLarge(sum(size, added.size)) || added.collides)) {
        added.undo();
        documents.push(this.render(tree));
        tree = this.branch();
        size = braces;
        added = this.add(tree, path);
      }
      size = sum(size, added.size);
    }
    return [...documents, this.render(tree)];
  }

  /** Of the variables those the document uses: others are not allowed in it. */
  private declared(declare: string | undefined, body: string): string {
    const used = (declare?.slice(1, -1).split(', ') ?? []).filter((each) =>
      new RegExp(`\\${each.split(':')[0]!}\\b`).test(body),
    );
    return used.length > 0 ? `(${used.join(', ')})` : '';
  }

  private branch = (): Branch => ({ leaves: new Set(), children: new Map() });

  /** Adds a path; answers how much the document grew, and how to take it out again. */
  private add(root: Branch, { hops, leaves }: Path): { size: Size; collides: boolean; undo: () => void } {
    const undone: (() => void)[] = [];
    let size: Size = { tokens: 0, fields: 0, aliases: 0 };
    let collides = false;
    const addLeaf = (branch: Branch, leaf: string): void => {
      if (branch.leaves.has(leaf)) return;
      branch.leaves.add(leaf);
      size = sum(size, sizeOf(leaf));
      undone.push(() => branch.leaves.delete(leaf));
    };
    let branch = root;
    for (const hop of hops) {
      const { children } = branch;
      const next = children.get(hop) ?? this.branch();
      if (!children.has(hop)) {
        children.set(hop, next);
        size = sum(size, sum(sizeOf(hop), braces));
        undone.push(() => children.delete(hop));
        // Two types in one place may have fields of one name and different types, which no document may ask for together.
        collides ||= [...children.keys()].filter((name) => name.startsWith('... on')).length > 1;
      }
      // Objects on the way are named, so that it is known which ones they were.
      addLeaf(next, '__typename');
      branch = next;
    }
    leaves.forEach((leaf) => addLeaf(branch, leaf));
    return { size, collides, undo: () => undone.forEach((undo) => undo()) };
  }

  private render({ leaves, children }: Branch): string {
    return `{ ${[...leaves, ...[...children].map(([hop, child]) => `${hop} ${this.render(child)}`)].join(' ')} }`;
  }
}
