import { toGlobalId } from '#libs/kernel';
import type { Cell } from './cells.js';
import { groups, nobodies, relations } from './expected.js';
import type { House } from './house.js';
import type { Judge, Walls } from './judge.js';
import type { Knowledge } from './knowledge.js';
import { callerKeys, type CallerKey } from './people.js';
import { nowhere } from './roots.js';
import { requestKeys, taskKeys, tenants, type RequestKey, type Tenant } from './words.js';
import type { MatrixWorld } from './world.js';

/** Fetches files as a caller does; what is different in every refusal is taken out. */
const downloads =
  (house: House, world: MatrixWorld, caller: CallerKey) =>
  async (path: string, more: Record<string, string> = {}): Promise<{ status: number; text: string }> => {
    const token = world.tokens[caller];
    const headers = { ...more, ...(token && { authorization: `Bearer ${token}` }) };
    const response = await fetch(`${house.url}${path}`, { headers });
    return { status: response.status, text: (await response.text()).replace(/"traceId":"\w+"/, '') };
  };

/** What leaves as a file, over HTTP: the log of each partnership, of one that does not exist, and one's own. */
const fileCell = (
  house: House,
  world: MatrixWorld,
  knowledge: Knowledge,
  judge: Judge,
  walls: Walls,
  caller: CallerKey,
): Cell => {
  const fetchFile = downloads(house, world, caller);
  const download = async (partnershipId?: string) => {
    const { status, text } = await fetchFile(`/audit/export${partnershipId ? `?partnershipId=${partnershipId}` : ''}`);
    // One id per line of the file, as it would stand in an answer.
    return { status, text, lines: text.split(/[\n,]/) };
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

/** What leaves as the file of a request, over HTTP: one that was sent, a draft, and one that does not exist. */
const requestFileCell = (
  house: House,
  world: MatrixWorld,
  knowledge: Knowledge,
  judge: Judge,
  walls: Walls,
  caller: CallerKey,
): Cell => {
  const fetchFile = downloads(house, world, caller);
  const download = (id: string) => fetchFile(`/requests/file?id=${id}`);
  const run = async () => {
    const findings: string[] = [];
    const none = await download(nowhere('Request'));
    for (const tenant of tenants)
      for (const key of ['draft', 'fedasil'] satisfies RequestKey[]) {
        const file = await download(world.things[tenant].requests[key]);
        findings.push(...judge.traces(caller, file.text.split('"')));
        if (walls === 'second') continue;
        const may = !nobodies.includes(caller) && knowledge.seesRequest(caller, tenant, key);
        if (may && file.status !== 200) findings.push(`gets ${file.status} for the file of ${key} in ${tenant}`);
        if (!may && (file.status !== none.status || file.text !== none.text))
          findings.push(`is told of ${key} in ${tenant}: ${file.status} ${file.text.slice(0, 200)}`);
        // Not even whoever may read notes takes them out of the house.
        if (/nota zq|want zq/.test(file.text)) findings.push(`takes a note of ${key} in ${tenant} away`);
      }
    return findings;
  };
  return { name: 'file requests/file', caller, run };
};

/** What leaves as a list of tasks, over HTTP: every task somebody sees, and no other. */
const taskFileCell = (
  house: House,
  world: MatrixWorld,
  knowledge: Knowledge,
  judge: Judge,
  walls: Walls,
  caller: CallerKey,
): Cell => {
  const fetchFile = downloads(house, world, caller);
  const download = (id: string, archived: boolean) =>
    fetchFile(`/tasks/export?partnershipId=${id}&archived=${String(archived)}`);
  const run = async () => {
    const findings: string[] = [];
    const none = await download(nowhere('Partnership'), false);
    for (const tenant of tenants)
      for (const archived of [false, true]) {
        const file = await download(world.things[tenant].partnership, archived);
        findings.push(...judge.traces(caller, file.text.split(';')));
        if (walls === 'second') continue;
        const may = !nobodies.includes(caller) && relations[caller][tenant] !== undefined;
        if (!may && (file.status !== none.status || file.text !== none.text))
          findings.push(`is told of the tasks of ${tenant}: ${file.status} ${file.text.slice(0, 200)}`);
        const there = taskKeys.filter((key) => (key === 'archived') === archived);
        const count = there.filter((key) => knowledge.seesTask(caller, tenant, key)).length;
        const rows = file.text.trim().split('\r\n').length - 1;
        if (may && (file.status !== 200 || rows !== count))
          findings.push(`gets ${file.status} and ${rows} of ${count} tasks of ${tenant}`);
      }
    return findings;
  };
  return { name: 'file tasks/export', caller, run };
};

/** What leaves as a list of requests, over HTTP: every request somebody sees, and never a note or a proposed step. */
const requestListCell = (
  house: House,
  world: MatrixWorld,
  knowledge: Knowledge,
  judge: Judge,
  walls: Walls,
  caller: CallerKey,
): Cell => {
  const fetchFile = downloads(house, world, caller);
  const download = (id?: string) => fetchFile(`/requests/export${id ? `?partnershipId=${id}` : ''}`);
  const run = async () => {
    const findings: string[] = [];
    const none = await download(nowhere('Partnership'));
    const stray = (text: string) => {
      // Not even whoever may read notes takes them out of the house.
      if (/nota zq|want zq/.test(text)) findings.push('takes a note away');
    };
    for (const tenant of tenants) {
      const file = await download(world.things[tenant].partnership);
      findings.push(...judge.traces(caller, file.text.split(';')));
      if (walls === 'second') continue;
      const may = !nobodies.includes(caller) && relations[caller][tenant] !== undefined;
      if (!may && (file.status !== none.status || file.text !== none.text))
        findings.push(`is told of the requests of ${tenant}: ${file.status} ${file.text.slice(0, 200)}`);
      const count = requestKeys.filter((key) => knowledge.seesRequest(caller, tenant, key)).length;
      const rows = file.text.trim().split('\r\n').length - 1;
      if (may && (file.status !== 200 || rows !== count))
        findings.push(`gets ${file.status} and ${rows} of ${count} requests of ${tenant}`);
      stray(file.text);
    }
    const asked = await download();
    findings.push(...judge.traces(caller, asked.text.split(';')));
    stray(asked.text);
    if ((asked.status === 200) === nobodies.includes(caller)) findings.push(`gets ${asked.status} for what is asked`);
    return findings;
  };
  return { name: 'file requests/export', caller, run };
};

/** Attachments, over HTTP: of those that the same people see, one in each partnership. */
const attachmentCell = (
  house: House,
  world: MatrixWorld,
  knowledge: Knowledge,
  _judge: Judge,
  walls: Walls,
  caller: CallerKey,
): Cell => {
  const fetchFile = downloads(house, world, caller);
  // A span behind the end is answered to whom the file is, and the bytes, of which there are none here, are left alone.
  const download = (id: string) => fetchFile(`/files/${id}`, { range: 'bytes=99-99' });
  const run = async () => {
    if (walls === 'second') return [];
    const findings: string[] = [];
    const none = await download(nowhere('Attachment'));
    const samples = new Map(
      knowledge
        .all()
        .filter(([, { type }]) => type === 'Attachment')
        .map(([uuid, subject]) => {
          const seenBy = callerKeys.filter((one) => knowledge.sees(one, subject)).join();
          return [`${String(subject.tenant)} ${seenBy}`, { uuid, subject }];
        }),
    );
    for (const { uuid, subject } of samples.values()) {
      const { status, text } = await download(toGlobalId('Attachment', uuid));
      const may = knowledge.sees(caller, subject);
      if (may ? status !== 416 : status !== none.status || text !== none.text)
        findings.push(`gets ${status} for the attachment ${JSON.stringify(subject)}`);
    }
    return findings;
  };
  return { name: 'file files', caller, run };
};

/** Everything that leaves as a file. */
export const fileCells = (...of: Parameters<typeof fileCell>): Cell[] => [
  ...[fileCell(...of), requestFileCell(...of), requestListCell(...of), taskFileCell(...of), attachmentCell(...of)],
];
