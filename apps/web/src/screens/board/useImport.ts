import { useCallback, useEffect, useRef, useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  type ImportPreviewFragment,
  type ImportStateFragment,
  MapTaskImportDocument,
  RemoveTaskImportDocument,
  RunTaskImportDocument,
  TaskImportDocument,
  TaskImportsDocument,
} from '../../gql/graphql.js';
import { refreshAll } from '../../live/connectionStore.js';
import { change, direct } from '../../live/direct.js';
import type { Problem } from '../../live/problem.js';
import { problemOf } from '../../live/problem.js';

/** How many rows go in one step: small enough to see it move, and for others to make tasks in between. */
const batch = 50;
/** As the server has it, which closes the line on more. */
const maxBytes = 5_000_000;
/** A step whose answer got lost is asked again; each row becomes a task once. */
const attempts = 3;

/** What a column fills; of the partnership's own fields it also says which. */
export type Filled = Pick<ImportPreviewFragment['columns'][number], 'field' | 'customFieldId'>;

interface FileErrors {
  errors?: { extensions?: { code?: string; args?: Record<string, string | number> } }[];
  id?: string;
}

/** A file of tasks from bringing it to its last row. What is kept on the server goes on where it was. */
export function useImport() {
  const { partnership } = useWorkspace();
  const [file, setFile] = useState<ImportPreviewFragment | null>(null);
  const [unfinished, setUnfinished] = useState<readonly ImportStateFragment[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const stopped = useRef(false);

  useEffect(() => {
    stopped.current = false;
    void direct
      .query(TaskImportsDocument, { id: partnership.id })
      .toPromise()
      .then(({ data }) =>
        setUnfinished((data?.partnership?.taskImports ?? []).filter(({ finishedAt }) => !finishedAt)),
      );
    return () => {
      stopped.current = true;
    };
  }, [partnership.id]);

  const look = useCallback(async (id: string): Promise<void> => {
    const { data, error } = await direct.query(TaskImportDocument, { id }).toPromise();
    if (error) return setProblem(problemOf(error));
    if (data?.node?.__typename === 'TaskImport') setFile(data.node);
  }, []);

  const bring = useCallback(
    async (chosen: File): Promise<void> => {
      if (chosen.size > maxBytes) return setProblem({ code: 'TASK_FILE_TOO_LARGE', args: {} });
      setBusy(true);
      setProblem(null);
      const parameters = new URLSearchParams({ partnershipId: partnership.id, name: chosen.name.slice(0, 200) });
      try {
        const response = await fetch(`/tasks/import?${parameters.toString()}`, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream' },
          credentials: 'same-origin',
          body: chosen,
        });
        const answer = (await response.json().catch(() => ({}))) as FileErrors;
        const { code, args } = answer.errors?.[0]?.extensions ?? {};
        if (answer.id) await look(answer.id);
        else
          setProblem({
            code: code ?? (response.status === 413 ? 'TASK_FILE_TOO_LARGE' : 'INTERNAL'),
            args: args ?? {},
          });
      } catch {
        setProblem({ code: 'OFFLINE', args: {} });
      }
      setBusy(false);
    },
    [look, partnership.id],
  );

  const map = useCallback(async (before: ImportPreviewFragment, filled: readonly Filled[]): Promise<void> => {
    const fields = filled.map(({ field }) => field ?? null);
    const customFieldIds = filled.map(({ customFieldId }) => customFieldId ?? null);
    const outcome = await change(MapTaskImportDocument, {
      input: { id: before.id, expectedVersion: before.version, fields, customFieldIds },
    });
    if (!outcome.ok) return setProblem(outcome.problem);
    setProblem(null);
    setFile(outcome.data.mapTaskImport.taskImport);
  }, []);

  const run = useCallback(
    async (id: string): Promise<void> => {
      setBusy(true);
      setProblem(null);
      for (let failed = 0; !stopped.current;) {
        const outcome = await change(RunTaskImportDocument, { input: { id, count: batch } });
        if (!outcome.ok) {
          failed += 1;
          if (outcome.problem.code === 'OFFLINE' && failed < attempts) continue;
          setProblem(outcome.problem);
          break;
        }
        failed = 0;
        const state = outcome.data.runTaskImport.taskImport;
        setFile((shown) => (shown ? { ...shown, ...state } : shown));
        if (!state.finishedAt) continue;
        await look(id);
        refreshAll.emit();
        break;
      }
      setBusy(false);
    },
    [look],
  );

  const remove = useCallback(async (id: string): Promise<void> => {
    const outcome = await change(RemoveTaskImportDocument, { input: { id } });
    if (!outcome.ok) return setProblem(outcome.problem);
    setFile(null);
    setUnfinished((files) => files.filter((one) => one.id !== id));
  }, []);

  return { file, unfinished, problem, isBusy, bring, look, map, run, remove };
}
