import { useRef, useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { CreateRequestDocument, SendRequestDocument, UpdateRequestDocument } from '../../gql/graphql.js';
import { mutate } from '../../live/mutate.js';
import type { Problem } from '../../live/problem.js';
import { useProblemText } from '../../live/useProblemText.js';
import { type Draft, fieldsOf, type NewRequest, type Step, stepOf } from './newRequest.js';

export type Refused = { ok: false; step: Step; field: string; message: string };
export type Kept = { ok: true; draft: Draft } | Refused;

/**
 * Keeps a request as a draft, and sends it. The draft is remembered as soon as it is there: when sending fails halfway,
 * trying again does not make a second one; nor do a file and a press that want one at the same time.
 */
export function useSendRequest(remember: (draft: Draft) => void) {
  const problemText = useProblemText();
  const { partnership } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const making = useRef<Promise<Kept>>(undefined);

  const refused = (problem: Problem): Refused => ({
    ok: false,
    step: stepOf(problem.field),
    field: problem.field ?? 'title',
    message: problemText(problem),
  });
  const kept = ({ id, version, reference }: Draft): Kept => {
    const draft = { id, version, reference };
    remember(draft);
    return { ok: true, draft };
  };

  async function make(request: NewRequest): Promise<Kept> {
    const { actorId, kind } = request;
    if (!actorId) return { ok: false, step: 2, field: 'actorId', message: '' };
    const input = { partnershipId: partnership.id, ...fieldsOf(request), actorId, kind };
    const outcome = await mutate(CreateRequestDocument, { input });
    return outcome.ok ? kept(outcome.data.createRequest.request) : refused(outcome.problem);
  }

  /** The draft of a request, made when there is none yet: files hang on it. */
  async function draftOf(request: NewRequest): Promise<Kept> {
    if (request.draft) return { ok: true, draft: request.draft };
    making.current ??= make(request).finally(() => (making.current = undefined));
    return making.current;
  }

  async function write(request: NewRequest): Promise<Kept> {
    const isNew = !request.draft && !making.current;
    const found = await draftOf(request);
    if (isNew || !found.ok || !request.actorId) return found;
    const { id, version } = found.draft;
    const fields = { ...fieldsOf(request), actorId: request.actorId, kind: request.kind };
    const outcome = await mutate(UpdateRequestDocument, { input: { id, expectedVersion: version, ...fields } });
    return outcome.ok ? kept(outcome.data.updateRequest.request) : refused(outcome.problem);
  }

  async function dispatch({ id, version, reference }: Draft): Promise<Kept> {
    const outcome = await mutate(SendRequestDocument, { input: { id, expectedVersion: version } });
    return outcome.ok ? { ok: true, draft: { id, version, reference } } : refused(outcome.problem);
  }

  const busily = async (work: () => Promise<Kept>): Promise<Kept> => {
    setBusy(true);
    try {
      return await work();
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    draftOf,
    write: (request: NewRequest) => busily(() => write(request)),
    dispatch: (draft: Draft) => busily(() => dispatch(draft)),
  };
}
