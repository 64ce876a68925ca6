import { capabilitiesOf, rights } from '../policy.js';
import { insideRoles, workspaceRoles, type WorkspaceRole } from '../roles.js';
import { rolesByKind } from './members.rules.js';
import { RoleDescriptionType, type RoleSightType } from './members.types.js';

/** What a role puts into the settings that conditions on rows read: see caller.ts. */
const settingsOf = (role: WorkspaceRole): { everything: string[]; shared: string[] } => {
  if (!insideRoles.includes(role)) return { everything: [], shared: ['app.party'] };
  return { everything: role === 'MANAGER' ? ['app.inside', 'app.managed'] : ['app.inside'], shared: [] };
};

/** What a role sees, by the conditions on rows that are in force. */
const sightOf = (role: WorkspaceRole): RoleSightType[] => {
  const { everything, shared } = settingsOf(role);
  const sights: RoleSightType[] = [];
  for (const [subject, rule] of rights.rows) {
    const condition = rule('row');
    const reads = (settings: string[]) => settings.some((setting) => condition.includes(`'${setting}'`));
    if (reads(everything)) sights.push({ subject, extent: 'EVERYTHING' });
    else if (reads(shared)) sights.push({ subject, extent: 'SHARED' });
  }
  return sights.sort((a, b) => (a.subject < b.subject ? -1 : 1));
};

/** What every role may do and see, read from the policy that is in force. */
export const describeRoles = (): RoleDescriptionType[] =>
  workspaceRoles.map((role) =>
    Object.assign(new RoleDescriptionType(), {
      role,
      capabilities: capabilitiesOf(role),
      sees: sightOf(role),
      organisationKinds: Object.keys(rolesByKind).filter((kind) => rolesByKind[kind]?.includes(role)),
    }),
  );
