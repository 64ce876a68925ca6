import type { Translate } from '../../i18n/messages.js';
import type { Match } from './MunicipalityPicker.js';

/** "Galmaarden heet nu Pajottegem, sinds 1 januari 2025" */
export function formerText(
  { former, since, municipality, matchedOn }: Match,
  t: Translate,
  date: (iso: string) => string,
): string {
  if (!former) return '';
  const isCode = matchedOn === 'FORMER_CODE';
  if (!since) return t('municipality.formerUndated', { former, name: municipality.name });
  return t(isCode ? 'municipality.formerCode' : 'municipality.former', {
    former,
    name: municipality.name,
    date: date(since),
  });
}
