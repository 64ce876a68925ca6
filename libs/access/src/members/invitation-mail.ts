import type { WorkspaceRole } from '../roles.js';
import type { InvitationRow, MailLanguage } from './invitations.store.js';

/** What a mail in one language needs. */
interface Words {
  locale: string;
  subject: (partnership: string) => string;
  greeting: (name: string | null) => string;
  invites: (inviter: string, partnership: string) => string;
  role: (role: string, organisation: string) => string;
  until: (day: string) => string;
  follow: string;
  button: string;
  expires: (day: string) => string;
  unexpected: string;
  roles: Record<WorkspaceRole, string>;
}

const words: Record<MailLanguage, Words> = {
  NL: {
    locale: 'nl-BE',
    subject: (partnership) => `Uitnodiging voor ${partnership}`,
    greeting: (name) => (name ? `Dag ${name},` : 'Dag,'),
    invites: (inviter, partnership) => `${inviter} nodigt je uit om mee te werken in ${partnership} op Samenregie.`,
    role: (role, organisation) => `Je werkt er mee als ${role}, namens ${organisation}.`,
    until: (day) => `Je toegang loopt tot en met ${day}.`,
    follow: 'Open deze link om de uitnodiging te bekijken en te aanvaarden:',
    button: 'Bekijk de uitnodiging',
    expires: (day) => `De link werkt één keer, tot en met ${day}.`,
    unexpected: 'Verwachtte je deze mail niet? Dan hoef je niets te doen.',
    roles: {
      MANAGER: 'beheerder',
      OFFICER: 'integratieambtenaar',
      MEMBER: 'medewerker',
      READER: 'lezer',
      ANSWERER: 'contactpersoon van een partnerinstantie',
      COORDINATOR: 'regiocoördinator',
      AUDITOR: 'auditor',
    },
  },
  FR: {
    locale: 'fr-BE',
    subject: (partnership) => `Invitation pour ${partnership}`,
    greeting: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
    invites: (inviter, partnership) => `${inviter} vous invite à participer à ${partnership} sur Samenregie.`,
    role: (role, organisation) => `Votre rôle : ${role}, au nom de ${organisation}.`,
    until: (day) => `Votre accès est valable jusqu’au ${day} inclus.`,
    follow: 'Ouvrez ce lien pour voir l’invitation et l’accepter :',
    button: 'Voir l’invitation',
    expires: (day) => `Le lien fonctionne une seule fois, jusqu’au ${day} inclus.`,
    unexpected: 'Vous n’attendiez pas ce message ? Vous n’avez rien à faire.',
    roles: {
      MANAGER: 'gestionnaire',
      OFFICER: 'fonctionnaire à l’intégration',
      MEMBER: 'collaborateur',
      READER: 'lecteur',
      ANSWERER: 'contact d’une instance partenaire',
      COORDINATOR: 'coordinateur régional',
      AUDITOR: 'auditeur',
    },
  },
  EN: {
    locale: 'en-GB',
    subject: (partnership) => `Invitation to ${partnership}`,
    greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
    invites: (inviter, partnership) => `${inviter} invites you to take part in ${partnership} on Samenregie.`,
    role: (role, organisation) => `You will be there as ${role}, on behalf of ${organisation}.`,
    until: (day) => `Your access lasts until ${day}.`,
    follow: 'Open this link to see the invitation and accept it:',
    button: 'See the invitation',
    expires: (day) => `The link works once, until ${day}.`,
    unexpected: 'Did you not expect this mail? Then there is nothing you need to do.',
    roles: {
      MANAGER: 'manager',
      OFFICER: 'integration officer',
      MEMBER: 'member',
      READER: 'reader',
      ANSWERER: 'contact of a partner body',
      COORDINATOR: 'regional coordinator',
      AUDITOR: 'auditor',
    },
  },
  DE: {
    locale: 'de-BE',
    subject: (partnership) => `Einladung zu ${partnership}`,
    greeting: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
    invites: (inviter, partnership) => `${inviter} lädt Sie ein, bei ${partnership} auf Samenregie mitzuarbeiten.`,
    role: (role, organisation) => `Ihre Rolle: ${role}, im Namen von ${organisation}.`,
    until: (day) => `Ihr Zugang gilt bis einschließlich ${day}.`,
    follow: 'Öffnen Sie diesen Link, um die Einladung anzusehen und anzunehmen:',
    button: 'Einladung ansehen',
    expires: (day) => `Der Link funktioniert einmal, bis einschließlich ${day}.`,
    unexpected: 'Sie haben diese Nachricht nicht erwartet? Dann brauchen Sie nichts zu tun.',
    roles: {
      MANAGER: 'Verwaltung',
      OFFICER: 'Integrationsbeauftragte/r',
      MEMBER: 'Mitglied',
      READER: 'Leserecht',
      ANSWERER: 'Kontaktperson einer Partnerstelle',
      COORDINATOR: 'Regionalkoordination',
      AUDITOR: 'Prüfung',
    },
  },
};

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!);

/** What an invitation looks like in a mailbox. Everything people typed is text in it, never markup. */
export const invitationMail = (
  invitation: Pick<InvitationRow, 'displayName' | 'partnershipName' | 'organisationName' | 'role' | 'language'> & {
    validUntil: string | null;
    expiresAt: Date;
  },
  inviter: string,
  link: string,
): { subject: string; text: string; html: string } => {
  const say = words[invitation.language];
  const day = (date: Date, timeZone: string) =>
    new Intl.DateTimeFormat(say.locale, { dateStyle: 'long', timeZone }).format(date);
  const { partnershipName, organisationName, displayName, validUntil } = invitation;
  const opening = [
    say.greeting(displayName),
    `${say.invites(inviter, partnershipName)} ${say.role(say.roles[invitation.role], organisationName)}`,
    ...(validUntil ? [say.until(day(new Date(`${validUntil}T12:00:00Z`), 'UTC'))] : []),
  ];
  const closing = [say.expires(day(invitation.expiresAt, 'Europe/Brussels')), say.unexpected, 'Samenregie'];
  const paragraphs = (lines: string[]) => lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
  const href = escapeHtml(link);
  return {
    subject: say.subject(partnershipName),
    text: [...opening, `${say.follow}\n${link}`, ...closing].join('\n\n'),
    html:
      `<!doctype html><html lang="${say.locale}"><body>${paragraphs(opening)}` +
      `<p><a href="${href}">${escapeHtml(say.button)}</a></p><p>${escapeHtml(say.follow)}<br>${href}</p>` +
      `${paragraphs(closing)}</body></html>`,
  };
};
