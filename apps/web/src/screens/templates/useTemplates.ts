import { useWorkspace } from '../../app/workspaceContext.js';
import { TaskTemplatesDocument, type TemplateFragment } from '../../gql/graphql.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';

/** Templates of the open partnership, by title; undefined as long as they are not there. */
export function useTemplates(): {
  templates: readonly TemplateFragment[] | undefined;
  error: ReturnType<typeof useLiveQuery>[0]['error'];
  again(): void;
} {
  const { partnership, isAnswerer } = useWorkspace();
  const [{ data, error, fetching }, execute] = useLiveQuery(
    { query: TaskTemplatesDocument, variables: { id: partnership.id }, pause: isAnswerer },
    ({ type }) => type === 'TASK_TEMPLATES_CHANGED' || type === 'LABELS_CHANGED',
  );
  return {
    templates: data?.partnership?.taskTemplates,
    error: fetching ? undefined : error,
    again: () => execute({ requestPolicy: 'network-only' }),
  };
}
