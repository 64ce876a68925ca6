import { may, OrganisationType, PersonType, Persons, ViewerType } from '#libs/access';
import { decodeCursor, pageSize, toConnection, type Connection } from '#libs/kernel';
import { loadNodes } from '#libs/platform';
import { PartnershipType } from '#libs/partnerships';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { toQuery } from './audit-filter.js';
import { AuditStore, partnershipIdOf, placeOf, type LineQuery } from './audit.store.js';
import { AuditLineConnection, AuditLineType, AuditLogArgs } from './audit.types.js';

const PLACE_KEYS = 3;

const pageOf = async (
  store: AuditStore,
  of: LineQuery['of'],
  { filter, ...page }: AuditLogArgs,
): Promise<Connection<AuditLineType>> => {
  const query = toQuery(of, filter);
  const size = pageSize(page);
  const rows = await store.page(query, size, page.after ? decodeCursor(page.after, PLACE_KEYS) : undefined);
  return toConnection(
    rows.map((row) => AuditLineType.of(row)),
    size,
    () => store.count(query),
    ({ row }) => placeOf(row),
    page.after,
  );
};

/** The log of a partnership, which itself never hears of it. */
@Resolver(() => PartnershipType)
export class PartnershipAuditLog {
  constructor(private readonly store: AuditStore) {}

  @ResolveField(() => AuditLineConnection, {
    description: 'Who did what in this partnership, the newest first; empty for all but its managers and auditors.',
  })
  async auditLog(@Parent() { row }: PartnershipType, @Args() args: AuditLogArgs): Promise<Connection<AuditLineType>> {
    if (!may(row.id, 'audit.read')) return toConnection<AuditLineType>([], 0, 0, () => []);
    return pageOf(this.store, { partnershipId: row.id }, args);
  }
}

/** What was done by and about the signed-in person. */
@Resolver(() => ViewerType)
export class ViewerAuditLog {
  constructor(private readonly store: AuditStore) {}

  @ResolveField(() => AuditLineConnection, {
    description:
      'What the signed-in person did, and what others did or read that concerns this person; the newest first.',
  })
  auditLog(@Parent() viewer: ViewerType, @Args() args: AuditLogArgs): Promise<Connection<AuditLineType>> {
    return pageOf(this.store, { accountId: viewer.accountId }, args);
  }
}

/** The people, the organisation and the partnership of a line. */
@Resolver(() => AuditLineType)
export class AuditLineFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => PersonType, {
    nullable: true,
    description: 'Who did it; null for nobody signed in, and for somebody the caller does not know.',
  })
  by(@Parent() { row }: AuditLineType): Promise<PersonType | null> {
    return this.persons.byId(row.accountId);
  }

  @ResolveField(() => OrganisationType, { nullable: true, description: 'On whose behalf.' })
  async onBehalfOf(@Parent() { row }: AuditLineType): Promise<OrganisationType | null> {
    const { organisationId } = row;
    const [organisation] = await loadNodes([organisationId ? { type: 'Organisation', id: organisationId } : undefined]);
    return (organisation ?? null) as OrganisationType | null;
  }

  @ResolveField(() => [PersonType], { description: 'Whom it concerns, as far as the caller knows them.' })
  concerns(@Parent() { row }: AuditLineType): Promise<PersonType[]> {
    return this.persons.byIds(row.personIds);
  }

  @ResolveField(() => PartnershipType, { nullable: true, description: 'Where; null when it belongs to none.' })
  async partnership(@Parent() { row }: AuditLineType): Promise<PartnershipType | null> {
    const id = partnershipIdOf(row);
    const [partnership] = await loadNodes([id ? { type: 'Partnership', id } : undefined]);
    return (partnership ?? null) as PartnershipType | null;
  }
}
