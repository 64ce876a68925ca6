import type { PartnershipAccessQuery } from '../../gql/graphql.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { PartnershipAccessDocument } from '../../gql/graphql.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';

export type Access = NonNullable<PartnershipAccessQuery['partnershipAccess']>;
export type AccessMember = Access['members'][number];
export type Invitation = Access['invitations'][number];

const about = /^(MANDATE_|INVITATION_|MEMBER_INVITED|PARTNERSHIP_MEMBER_)/;

/** Who takes part, read again whenever somebody changes it. */
export function useAccess() {
  const { partnership } = useWorkspace();
  const [{ data, error, fetching }, execute] = useLiveQuery(
    { query: PartnershipAccessDocument, variables: { partnershipId: partnership.id } },
    ({ type }) => about.test(type),
  );
  return { access: data?.partnershipAccess ?? null, error, fetching, reload: () => execute() };
}

/** Organisations that take part today. */
export const partiesOn = (
  access: Pick<Access, 'organisations'>,
  today: string,
): Access['organisations'][number]['organisation'][] => {
  const now = access.organisations.filter(
    ({ validFrom, validUntil }) => validFrom <= today && (!validUntil || validUntil >= today),
  );
  return [...new Map(now.map(({ organisation }) => [organisation.id, organisation])).values()];
};
