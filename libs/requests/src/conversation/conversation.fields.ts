import { PersonType, Persons } from '#libs/access';
import { Municipalities, MunicipalityType } from '#libs/directory';
import { decodeCursor, pageSize, toConnection } from '#libs/kernel';
import { PageInput, registerNode } from '#libs/platform';
import type { OnModuleInit } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { inOrder } from '../in-order.js';
import { RequestType } from '../request.types.js';
import {
  RequestEntryConnectionType,
  RequestEntryType,
  RequestNoteConnectionType,
  RequestNoteType,
} from './conversation.types.js';
import { EntriesStore } from './entries.store.js';
import { NotesStore } from './notes.store.js';

const after = (page: PageInput) => (page.after ? decodeCursor(page.after, 2) : undefined);

/** What is written about a request: what both sides read, and apart from it what stays inside. */
@Resolver(() => RequestType)
export class ConversationFields implements OnModuleInit {
  constructor(
    private readonly entries: EntriesStore,
    private readonly notebook: NotesStore,
  ) {}

  onModuleInit(): void {
    registerNode(
      'RequestEntry',
      inOrder(
        (ids) => this.entries.byIds(ids),
        (row) => RequestEntryType.of(row),
      ),
    );
    registerNode(
      'RequestNote',
      inOrder(
        (ids) => this.notebook.byIds(ids),
        (row) => RequestNoteType.of(row),
      ),
    );
  }

  @ResolveField(() => RequestEntryConnectionType, { description: 'What both sides read, newest first.' })
  async timeline(@Parent() { row }: RequestType, @Args() page: PageInput) {
    const size = pageSize(page);
    const entries = (await this.entries.page(row.id, size, after(page))).map((entry) => RequestEntryType.of(entry));
    const keys = ({ row: { at, id } }: RequestEntryType) => [new Date(at).toISOString(), id];
    return toConnection(entries, size, () => this.entries.count(row.id), keys, page.after);
  }

  @ResolveField(() => RequestNoteConnectionType, {
    description: 'What stays inside, newest first; the actor never sees any.',
  })
  async notes(@Parent() { row }: RequestType, @Args() page: PageInput) {
    const size = pageSize(page);
    const notes = (await this.notebook.page(row.id, size, after(page))).map((note) => RequestNoteType.of(note));
    const keys = ({ row: { createdAt, id } }: RequestNoteType) => [new Date(createdAt).toISOString(), id];
    return toConnection(notes, size, row.noteCount, keys, page.after);
  }
}

/** Who wrote an entry. */
@Resolver(() => RequestEntryType)
export class EntryFields {
  constructor(
    private readonly persons: Persons,
    private readonly directory: Municipalities,
  ) {}

  @ResolveField(() => PersonType, { nullable: true, description: 'Whose doing it was; null for the clock.' })
  by(@Parent() { row }: RequestEntryType): Promise<PersonType | null> {
    return this.persons.byId(row.authorId);
  }

  @ResolveField(() => MunicipalityType, { nullable: true, description: 'Which municipality joined.' })
  municipality(@Parent() { row }: RequestEntryType): Promise<MunicipalityType | null> {
    return row.kind === 'JOINED' ? this.directory.byId(row.aboutId) : Promise.resolve(null);
  }
}

/** Who wrote a note. */
@Resolver(() => RequestNoteType)
export class NoteFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => PersonType, { nullable: true, description: 'Who wrote it.' })
  author(@Parent() { row }: RequestNoteType): Promise<PersonType | null> {
    return this.persons.byId(row.authorId);
  }
}
