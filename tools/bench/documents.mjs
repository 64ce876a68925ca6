/** What a subscriber asks for: everything the event says, or the task behind it as a card shows it. */
export const STREAMS = {
  plain: `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) {
    sequence cursor type at subjectId changedFields version } }`,
  card: `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) {
    sequence cursor type at by { displayName } subject { ... on CoordinationTask {
      id title status priority version assignee { displayName initials } actors { name } municipalities { name } } } } }`,
  /** Some 16 kB an event: what fills the queue of somebody who does not read. */
  long: `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) {
    sequence cursor subject { ... on CoordinationTask { description } } } }`,
};

/** The change of every scenario. @VERSION stands for the version it is made on. */
export const UPDATE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { version } } }`;

/** The board as a screen asks for it; `comments` is how the schema of this build offers the last three. */
export const boardDocument = (comments) => `query ($id: ID!, $first: Int!, $after: Cursor) { partnership(id: $id) {
  tasks(first: $first, after: $after, orderBy: BOARD) { pageInfo { hasNextPage endCursor } nodes {
    id number title status priority dueOn rank version commentCount checklistDone checklistTotal
    assignee { displayName initials } actors { name } ${comments} } } } }`;
