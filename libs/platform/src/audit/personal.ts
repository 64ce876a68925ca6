const marked = new Set<string>();

/**
 * Marks fields, each as `Type.field`, whose reading is recorded: contact data, sessions, logs. Call it beside the room's
 * policy; the server does not start with a mark on a field that does not exist.
 */
export const markPersonal = (...fields: string[]): void => fields.forEach((field) => marked.add(field));

/** Every marked field. */
export const personalFields = (): string[] => [...marked].sort();
