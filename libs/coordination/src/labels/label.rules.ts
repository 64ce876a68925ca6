import { cleanLine, defineErrors } from '#libs/kernel';

/** Colours a label can have: told apart also without colour vision, and never without the name. */
export const labelColours = ['BLUE', 'ORANGE', 'GREEN', 'PINK', 'SKY', 'MUSTARD', 'PURPLE', 'GREY'] as const;
export type LabelColour = (typeof labelColours)[number];

export const labelErrors = defineErrors({
  LABEL_NAME_TAKEN: { kind: 'Invalid', message: 'The partnership has a label with this name.' },
  LABELS_FULL: { kind: 'Invalid', message: 'A partnership has at most 50 labels.', args: ['limit'] },
});

/** Most labels of a partnership. */
export const MAX_LABELS = 50;

/** The name of a label, within its bounds. */
export const cleanName = (text: string): string => cleanLine(text, { field: 'name', max: 40 });
