import { useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { CreateRequestDocument, SendRequestDocument, UpdateRequestDocument } from '../../gql/graphql.js';
import { mutate } from '../../live/mutate.js';
import type { Problem } from '../../live/problem.js';
import { useProblemText } from '../../live/useProblemText.js';
import { fieldsOf, type NewRequest, type Step, stepOf } from './newRequest.js';

export type Sent = { ok: true; reference: string } | { ok: false; step: Step; field: string; message: string };

/**
 * Keeps a request as a draft, and sends it. The draft is remembered as soon as it is there: when sending fails halfway,
 * trying again does not make a second one.
 */
export function useSendRequest() {
  const problemText = useProblemText();
  const { partnership } = useWorkspace();
  const [busy, setBusy] = useState(false);

  const refused = (problem: Problem): Sent => ({
    ok: false,
    step: stepOf(problem.field),
    field: problem.field ?? 'title',
    message: problemText(problem),
  });

  async function drafted(request: NewRequest): Promise<Sent | NonNullable<NewRequest['draft']>> {
    const { draft, actorId, kind } = request;
    if (!actorId) return { ok: false, step: 2, field: 'actorId', message: '' };
    const fields = { ...fieldsOf(request), actorId, kind };
    if (draft) {
      const outcome = await mutate(UpdateRequestDocument, {
        input: { id: draft.id, expectedVersion: draft.version, ...fields },
      });
      if (!outcome.ok) return refused(outcome.problem);
      const { id, version, reference } = outcome.data.updateRequest.request;
      return { id, version, reference };
    }
    const outcome = await mutate(CreateRequestDocument, { input: { partnershipId: partnership.id, ...fields } });
    if (!outcome.ok) return refused(outcome.problem);
    const { id, version, reference } = outcome.data.createRequest.request;
    return { id, version, reference };
  }

  async function attempt(request: NewRequest, send: boolean, keep: (next: NewRequest) => void): Promise<Sent> {
    const draft = await drafted(request);
    if ('ok' in draft) return draft;
    keep({ ...request, draft });
    if (!send) return { ok: true, reference: draft.reference };
    const outcome = await mutate(SendRequestDocument, { input: { id: draft.id, expectedVersion: draft.version } });
    if (!outcome.ok) return refused(outcome.problem);
    return { ok: true, reference: draft.reference };
  }

  const run = async (request: NewRequest, send: boolean, keep: (next: NewRequest) => void): Promise<Sent> => {
    setBusy(true);
    try {
      return await attempt(request, send, keep);
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}
