import { commonErrors, toGlobalId } from '#libs/kernel';
import { Db, internalId } from '#libs/platform';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationType, ViewerType } from '../access.types.js';
import { caller, type Caller } from '../caller.js';
import { Organisations } from '../organisations.js';
import { SessionEnds } from '../session-ends.js';
import { Sessions } from '../sessions.js';
import { SessionsStore } from '../sessions.store.js';
import {
  EndOtherSessionsInput,
  EndOtherSessionsPayload,
  EndSessionInput,
  EndSessionPayload,
  SessionType,
} from './my-sessions.types.js';

/** For whom one acts, and where one is signed in. */
@Resolver(() => ViewerType)
export class MySessionsResolver {
  constructor(
    private readonly db: Db,
    private readonly organisations: Organisations,
    private readonly sessions: Sessions,
    private readonly store: SessionsStore,
    private readonly ends: SessionEnds,
  ) {}

  @ResolveField(() => OrganisationType, {
    nullable: true,
    description: 'For whom the person acts now; null as long as somebody with several organisations has not chosen.',
  })
  async organisation(): Promise<OrganisationType | null> {
    const { organisationId } = caller();
    return organisationId ? this.organisations.byId(organisationId) : null;
  }

  @ResolveField(() => [OrganisationType], {
    name: 'organisations',
    description: 'For whom the person can act: choose with `POST /auth/organisation`.',
  })
  async choices(): Promise<OrganisationType[]> {
    const found = await Promise.all(
      caller().affiliations.map(({ organisationId }) => this.organisations.byId(organisationId)),
    );
    return found.filter((organisation) => organisation !== null);
  }

  @ResolveField(() => [SessionType], {
    name: 'sessions',
    description: 'Where the person is signed in now, the session last used first.',
  })
  async mine(): Promise<SessionType[]> {
    const { sessionId } = caller();
    return (await this.sessions.own()).map((row) => SessionType.of(row, sessionId));
  }

  @Mutation(() => EndSessionPayload, {
    description: 'Ends one of one’s own sessions, wherever it is. Also the current one: that is signing out.',
  })
  async endSession(@Args('input') input: EndSessionInput): Promise<EndSessionPayload> {
    const id = internalId('Session', input.sessionId, 'sessionId');
    this.person();
    await this.db.transaction(async () => {
      if ((await this.store.end([id])) === 0) throw commonErrors.NOT_FOUND({ field: 'sessionId' });
      await this.ends.tell({ only: id });
    });
    return { endedId: input.sessionId };
  }

  @Mutation(() => EndOtherSessionsPayload, { description: 'Ends all of one’s own sessions but the current one.' })
  async endOtherSessions(@Args('input') _input: EndOtherSessionsInput): Promise<EndOtherSessionsPayload> {
    const { sessionId } = this.person();
    const endedIds = await this.db.transaction(async () => {
      const others = (await this.sessions.own()).map(({ id }) => id).filter((id) => id !== sessionId);
      await this.store.end(others);
      if (sessionId) await this.ends.tell({ allBut: sessionId });
      return others.map((id) => toGlobalId('Session', id));
    });
    return { endedIds };
  }

  /** Only people have sessions to look after; a service client has its register. */
  private person(): Caller {
    const who = caller();
    if (who.kind === 'SERVICE') throw commonErrors.FORBIDDEN({ args: { capability: 'sessions' } });
    return who;
  }
}

/** The organisation of a session. */
@Resolver(() => SessionType)
export class SessionFields {
  constructor(private readonly organisations: Organisations) {}

  @ResolveField(() => OrganisationType, { nullable: true, description: 'For whom it acts; null when not chosen yet.' })
  async organisation(@Parent() { organisationId }: SessionType): Promise<OrganisationType | null> {
    return organisationId ? this.organisations.byId(organisationId) : null;
  }
}
