import { useWorkspace } from '../../app/workspaceContext.js';
import { type LabelColour, type LabelFragment, LabelsDocument } from '../../gql/graphql.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';

/** Colours of labels, in the order of the tokens. */
export const labelColours = [
  'BLUE',
  'ORANGE',
  'GREEN',
  'PINK',
  'SKY',
  'MUSTARD',
  'PURPLE',
  'GREY',
] as const satisfies readonly LabelColour[];

/** Labels of the open partnership, by name. */
export function useLabels(): readonly LabelFragment[] {
  const { partnership, isAnswerer } = useWorkspace();
  const [{ data }] = useLiveQuery(
    { query: LabelsDocument, variables: { id: partnership.id }, pause: isAnswerer },
    ({ type }) => type === 'LABELS_CHANGED',
  );
  return data?.partnership?.labels ?? [];
}
