/** What a mandate lets a person be in a partnership. */
export const workspaceRoles = ['MANAGER', 'OFFICER', 'MEMBER', 'READER', 'ANSWERER', 'COORDINATOR', 'AUDITOR'] as const;
export type WorkspaceRole = (typeof workspaceRoles)[number];

/** Everybody who works in the partnership; ANSWERER is staff of an actor and sees only what was shared. */
export const insideRoles: readonly WorkspaceRole[] = workspaceRoles.filter((role) => role !== 'ANSWERER');

/** From the most to the least powerful, to tell somebody with several mandates which role counts. */
const strength: readonly WorkspaceRole[] = [
  'MANAGER',
  'OFFICER',
  'MEMBER',
  'COORDINATOR',
  'AUDITOR',
  'READER',
  'ANSWERER',
];

/** The most powerful of some roles; undefined when there are none. */
export const strongest = (roles: readonly WorkspaceRole[]): WorkspaceRole | undefined =>
  strength.find((role) => roles.includes(role));
