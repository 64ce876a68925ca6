import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { Connection, PageArgs } from '#libs/kernel';
import { CursorScalar } from './scalars.js';

@ObjectType('PageInfo', { description: 'Where a page stands in its list.' })
export class PageInfoType {
  @Field({ description: 'There is more after this page.' })
  hasNextPage: boolean;

  @Field({ description: 'This page was asked for with a cursor, so there is something before it.' })
  hasPreviousPage: boolean;

  @Field(() => CursorScalar, { nullable: true, description: 'Cursor of the first item.' })
  startCursor: string | null;

  @Field(() => CursorScalar, { nullable: true, description: 'Cursor of the last item: the next `after`.' })
  endCursor: string | null;
}

/** Relay's connection and edge types for a node type. */
export const connectionOf = <T extends object>(node: Type<T>, name: string): Type<Connection<T>> => {
  @ObjectType(`${name}Edge`, { description: 'One item of the list, with its cursor.' })
  class Edge {
    @Field(() => CursorScalar, { description: 'Position of this item.' })
    cursor: string;

    @Field(() => node, { description: 'The item.' })
    node: T;
  }

  @ObjectType(`${name}Connection`, { description: 'A page of a list.' })
  class Page {
    @Field(() => [Edge], { description: 'Items with their cursors.' })
    edges: { cursor: string; node: T }[];

    @Field(() => [node], { description: 'The items alone.' })
    nodes: T[];

    @Field(() => PageInfoType, { description: 'Whether there is more.' })
    pageInfo: PageInfoType;

    @Field(() => Int, { description: 'How many the caller may see in the whole list.' })
    totalCount: number;
  }
  return Page;
};

/** `first` and `after` of a connection. */
@ArgsType()
export class PageInput implements PageArgs {
  @Field(() => Int, { nullable: true, description: 'Page size, at most 100; 50 when absent.' })
  first?: number | null;

  @Field(() => CursorScalar, { nullable: true, description: 'Only what comes after this cursor.' })
  after?: string | null;
}
