import { useWorkspace } from '../../app/workspaceContext.js';
import { CreateTaskTemplateDocument, TaskTemplatesDocument, UpdateTaskTemplateDocument } from '../../gql/graphql.js';
import type { TemplateFragment } from '../../gql/graphql.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import type { FieldIssue } from '../../ui/ErrorSummary.js';
import { useKeptList } from '../task/useKeptList.js';
import { inputOf, type TemplateText } from './template.js';

/** Makes a template, or changes one; why not, when it is refused. */
export function useSaveTemplate(): (
  text: TemplateText,
  of: TemplateFragment | null,
) => Promise<FieldIssue | undefined> {
  const { partnership } = useWorkspace();
  const problemText = useProblemText();
  const { settle } = useKeptList(TaskTemplatesDocument, 'templates.refused');
  return async (text, of) => {
    const outcome = of
      ? await mutate(UpdateTaskTemplateDocument, {
          input: { id: of.id, expectedVersion: of.version, ...inputOf(text) },
        })
      : await mutate(CreateTaskTemplateDocument, { input: { partnershipId: partnership.id, ...inputOf(text) } });
    settle(outcome);
    if (outcome.ok || outcome.waited) return undefined;
    return { field: outcome.problem.field ?? 'title', message: problemText(outcome.problem) };
  };
}
