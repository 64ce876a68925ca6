import type { Cell } from './cells.js';
import { groups, nobodies, relations } from './expected.js';
import type { House } from './house.js';
import type { Judge, Walls } from './judge.js';
import type { Knowledge } from './knowledge.js';
import { type CallerKey } from './people.js';
import { nowhere } from './roots.js';
import { tenants, type Tenant } from './words.js';
import type { MatrixWorld } from './world.js';

/** What leaves as a file, over HTTP: the log of each partnership, of one that does not exist, and one's own. */
export const fileCell = (
  house: House,
  world: MatrixWorld,
  knowledge: Knowledge,
  judge: Judge,
  walls: Walls,
  caller: CallerKey,
): Cell => {
  const download = async (partnershipId?: string) => {
    const token = world.tokens[caller];
    const response = await fetch(
      `${house.url}/audit/export${partnershipId ? `?partnershipId=${partnershipId}` : ''}`,
      token ? { headers: { authorization: `Bearer ${token}` } } : {},
    );
    const text = await response.text();
    // One id per line of the file, as it would stand in an answer.
    return { status: response.status, lines: text.split(/[\n,]/), text: text.replace(/"traceId":"\w+"/, '') };
  };
  const count = (tenant: Tenant) => [...knowledge.lines.values()].filter((line) => line.tenant === tenant).length;
  const run = async () => {
    const findings: string[] = [];
    const none = await download(nowhere('Partnership'));
    for (const tenant of tenants) {
      const file = await download(world.things[tenant].partnership);
      findings.push(...judge.traces(caller, file.lines));
      const relation = relations[caller][tenant];
      const may = relation !== undefined && groups.admins.includes(relation);
      if (walls === 'second') continue;
      if (!may && (file.status !== none.status || file.text !== none.text))
        findings.push(`is told of the log of ${tenant}: ${file.status} ${file.text.slice(0, 200)}`);
      const rows = file.text.trim().split('\n').length - 1;
      if (may && (file.status !== 200 || rows < count(tenant)))
        findings.push(`gets ${rows} of ${count(tenant)} lines of ${tenant}`);
    }
    const own = await download();
    findings.push(...judge.traces(caller, own.lines));
    if ((own.status === 200) === nobodies.includes(caller)) findings.push(`gets ${own.status} for the own log`);
    return findings;
  };
  return { name: 'file audit/export', caller, run };
};
