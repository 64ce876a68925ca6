import type { OidcConfig } from '#libs/platform';

/** Languages of the pages this room writes itself; Dutch for everybody else. */
export const languages = ['nl', 'fr', 'en', 'de'] as const;
export type Language = (typeof languages)[number];

/** The language somebody reads best, by `Accept-Language`. */
export const languageOf = (header = ''): Language => {
  const wanted = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], weight: Number(q ?? 1) };
    })
    .sort((a, b) => b.weight - a.weight);
  const found = wanted.find(({ language, weight }) => weight > 0 && languages.some((known) => known === language));
  return (found?.language as Language | undefined) ?? 'nl';
};

const BASE = 'http://here.invalid';

/** Where to go after signing in: a page of our own, whatever was asked for. */
export const localPath = (wanted: unknown): string => {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || wanted.length > 1_000) return '/';
  const url = URL.parse(wanted, BASE);
  if (url?.origin !== BASE) return '/';
  const path = `${url.pathname}${url.search}${url.hash}`;
  // Two slashes begin the name of another host; our own doors would let people go round in circles.
  return path.startsWith('//') || /^\/(auth|graphql|oauth)(\/|\?|$)/.test(path) ? '/' : path;
};

/** What the provider says about somebody. */
export interface Attested {
  subject: string;
  name: string;
  email: string | null;
  /** Code of the organisation the person comes for; null when the provider names none. */
  organisationCode: string | null;
  /** Whether the role that is needed was given; true where none is needed. */
  admitted: boolean;
}

type Claims = Readonly<Record<string, unknown>>;

const word = (value: unknown, max: number): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const clean = value
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .normalize('NFC')
    .trim();
  return [...clean].slice(0, max).join('') || undefined;
};

const nameIn = (claims: Claims): string | undefined =>
  word([claims.given_name, claims.family_name].filter((part) => typeof part === 'string').join(' '), 200) ??
  word(claims.name, 200);

const ROLE = /^SamenregieGebruiker($|[^\p{L}\p{N}])/u;

/** A role holds for the organisation it names; one that names none, for the one the person comes for. */
const holdsRole = (value: unknown, code: string | null): boolean => {
  const values = (Array.isArray(value) ? value : [value]) as unknown[];
  return values.some((role) => {
    if (typeof role !== 'string' || !ROLE.test(role)) return false;
    const context = role.split(':').slice(1);
    return context.length === 0 || (code !== null && context.includes(code));
  });
};

/** The claims that count, out of what a provider sends; undefined when it does not say who it is. */
export const readClaims = (
  claims: Claims,
  { subjectClaim, organisationClaim, roleClaim }: Pick<OidcConfig, 'subjectClaim' | 'organisationClaim' | 'roleClaim'>,
): Attested | undefined => {
  const subject = claims[subjectClaim];
  if (typeof subject !== 'string' || !subject || subject.length > 255) return undefined;
  const email = word(claims.email, 255);
  const organisationCode = word(claims[organisationClaim], 100) ?? null;
  return {
    subject,
    name: nameIn(claims) ?? word(claims.preferred_username, 200) ?? '?',
    email: email?.includes('@') && email.length <= 254 && claims.email_verified !== false ? email : null,
    organisationCode,
    admitted: !roleClaim || holdsRole(claims[roleClaim], organisationCode),
  };
};

/** Claims that make it worth while to ask the provider for more than is in the ID token. */
export const wantsMore = (
  claims: Claims,
  { subjectClaim, organisationClaim, roleClaim }: Pick<OidcConfig, 'subjectClaim' | 'organisationClaim' | 'roleClaim'>,
): boolean =>
  [subjectClaim, organisationClaim, roleClaim].some((claim) => claim && claims[claim] === undefined) || !nameIn(claims);

const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];
const first = (table: [RegExp, string][], text: string) => table.find(([pattern]) => pattern.test(text))?.[1];

/** A browser and its system in words, coarse enough to recognise one's own and nothing more; null for anything else. */
export const deviceOf = (userAgent: string | null | undefined): string | null =>
  [first(browsers, userAgent ?? ''), first(systems, userAgent ?? '')].filter(Boolean).join(', ') || null;
