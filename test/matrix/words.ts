/** The three partnerships of the matrix; the first two share a municipality, an organisation, an actor and people. */
export const tenants = ['alfa', 'beta', 'gamma'] as const;
export type Tenant = (typeof tenants)[number];

/** Actors of the directory whose staff answers from outside. */
export type Party = 'FEDASIL' | 'VDAB';
export type Role = 'MANAGER' | 'OFFICER' | 'MEMBER' | 'READER' | 'COORDINATOR' | 'AUDITOR';

/** What somebody is to a partnership: a role inside, staff of an actor outside. */
export type Relation = Role | Party;

/**
 * Who may know a text of a partnership: those inside, also the parties, or also one of them; of those inside only managers
 * and auditors, or only managers; or only those who act for the organisation of its first manager.
 */
export const textClasses = ['inside', 'name', 'fedasil', 'vdab', 'both', 'admin', 'manage', 'own'] as const;
export type TextClass = (typeof textClasses)[number];

/** The same tasks in every partnership: what matters is with whom they are shared. */
export const taskKeys = ['hidden', 'fedasil', 'vdab', 'archived', 'withdrawn', 'both', 'own'] as const;
export type TaskKey = (typeof taskKeys)[number];
/** For those inside, for the organisation of who wrote it, and for the actors too. */
export const commentKeys = ['inside', 'own', 'both'] as const;
export type CommentKey = (typeof commentKeys)[number];

/** The same requests in every partnership: never sent, sent to one actor, answered by it, sent to the other. */
export const requestKeys = ['draft', 'fedasil', 'answered', 'vdab'] as const;
export type RequestKey = (typeof requestKeys)[number];

/** A word that stands in nothing but texts of one partnership for one audience, so that it betrays where it got. */
export const canary = (tenant: Tenant, of: TextClass): string => `zq${tenant}${of}qz`;
/** What of a person a word stands in: name and job, e-mail address, the decision behind the mandate, what nobody reads. */
export const personTexts = ['name', 'mail', 'decision', 'secret'] as const;
export type PersonText = (typeof personTexts)[number];
/** A word that stands in nothing but such texts of one person. */
export const personCanary = (key: string, of: PersonText): string => `zqof${key.toLowerCase()}${of}qz`;

/** What looks like a canary in a text, whatever capitals it has; chance makes some in ids. */
export const canariesIn = (text: string): string[] => text.toLowerCase().match(/zq[a-z]+?qz/g) ?? [];
/** Every UUID in a text. */
export const uuidsIn = (text: string): string[] =>
  text.toLowerCase().match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [];
