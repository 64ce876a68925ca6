import type { LabelFragment } from '../../gql/graphql.js';
import { labelColours } from './labels.js';

/** Labels as words with a spot of colour; the colour says nothing that the word does not. */
export function LabelChips({ labels }: { labels: readonly LabelFragment[] }) {
  return labels.map(({ id, name, colour }) => (
    <span
      key={id}
      className="label-chip small"
      dir="auto"
      style={{ '--label-color': `var(--place-${labelColours.indexOf(colour)})` } as React.CSSProperties}
    >
      {name}
    </span>
  ));
}
