/**
 * Every number that bounds what a caller may ask of the server, in one place and for both transports. What an operator may
 * want to change is a setting (config.ts), with its default here; the rest is fixed.
 */
export const limits = {
  http: {
    bodyBytes: 256 * 1024,
    /** How long a client may take to send its headers, and its whole request. */
    headersMs: 10_000,
    requestMs: 20_000,
  },
  socket: {
    frameBytes: 64 * 1024,
    /** Operations open at the same time. */
    operations: 50,
    /** How long a client may take to say who it is. */
    greetingMs: 5_000,
    /** What one reader may leave unread before it is cut off and told to come back. */
    queuedBytes: 1024 * 1024,
    /** How long such a reader has to read on and hear why: a phone comes out of a tunnel. */
    readOnMs: 15_000,
    /** How long whoever is sent away has to answer. */
    goodbyeMs: 2_000,
  },
  /**
   * A process that goes: how far apart connections are sent away and over how long at most, and how long after that the
   * last may take to have its answer.
   */
  drain: { perConnectionMs: 10, spreadMs: 10_000, answerMs: 12_000 },
  /** Ways in which one account follows one partnership at once, each worked out by itself. */
  streams: { ofOneAccount: 100 },
  /** One GraphQL document. Brackets are counted before the parser, which recurses, sees the text. */
  document: { tokens: 2_000, depth: 12, aliases: 50, fields: 500, brackets: 200 },
  /** The variables of one operation: how deep they nest and how many values they hold in all. */
  variables: { nesting: 10, values: 5_000 },
  /** Checked documents that are remembered, counted in characters; a longer one is checked every time. */
  memory: { characters: 500_000, documentCharacters: 20_000 },
  /** The weights of cost.ts, in points. */
  cost: {
    object: 1,
    leaf: 0.1,
    /** On top, for every field of a mutation. */
    mutation: 10,
    subscription: 10,
    /** Taken as the length of a list that has no pages. */
    list: 10,
    page: 50,
    maximumPage: 100,
    introspected: 0.05,
  },
  /**
   * Points of one operation, and of one caller in a minute; settings COST_PER_OPERATION, COST_PER_MINUTE and
   * COST_PER_MINUTE_SERVICE_CLIENT.
   */
  budget: { operation: 24_000, caller: 720_000, serviceClient: 300_000, windowSeconds: 60, refused: 10 },
  /** Requests for a token: of one client from one network, and of one network; a client needs one every ten minutes. */
  token: { client: 30, network: 240, windowSeconds: 60, bodyBytes: 16 * 1024 },
  /** Lines in the log about one client that was refused a token, wherever it was asked for: nobody fills the log of others. */
  refusedTokens: { points: 10, windowSeconds: 60 * 60 },
  /** Invitations of one manager. */
  invitations: { points: 30, windowSeconds: 60 * 60 },
  /** Looks at one invitation with its token, and attempts of one person to accept one. */
  invitationLooks: { points: 60, windowSeconds: 60 },
  /** Example people, who have no password: only the load is bounded. */
  demoSignIn: { points: 300, windowSeconds: 60 },
  /** The audit log as a file, per account: it can be long. */
  auditExport: { points: 20, windowSeconds: 60 },
  /** Tasks as a file, per account. */
  taskExport: { points: 20, windowSeconds: 60 },
  /** Requests as a file, per account. */
  requestExport: { points: 20, windowSeconds: 60 },
  /** Calendar programmes that read an address, per address they come from: an office has many. */
  calendarFeed: { points: 300, windowSeconds: 60 },
  /** Files of tasks to import, per account: reading a spreadsheet takes a moment. */
  taskImport: { points: 20, windowSeconds: 300 },
  /** The file of a request, per account: a PDF takes a moment to draw. */
  requestFile: { points: 60, windowSeconds: 60 },
  /** Files one account begins to send. */
  uploads: { points: 120, windowSeconds: 60 },
  /**
   * Answering without an account: calls from one network, of which an office has one; codes mailed for one link; codes typed
   * from one network; new links asked for from one network; colleagues one person passes a question on to; files one
   * person begins to send.
   */
  answerCalls: { points: 600, windowSeconds: 60 },
  answerCodes: { points: 6, windowSeconds: 60 * 60 },
  answerTries: { points: 60, windowSeconds: 10 * 60 },
  answerRenewals: { points: 20, windowSeconds: 60 * 60 },
  answerPassOns: { points: 5, windowSeconds: 60 * 60 },
  answerFiles: { points: 60, windowSeconds: 60 * 60 },
  /** Beginning or finishing a sign-in, or choosing for whom, per address: an office may share one. */
  signIn: { points: 120, windowSeconds: 60 },
} as const;
