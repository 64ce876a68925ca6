import { useTitle } from '../../app/useTitle.js';
import { useT } from '../../i18n/messages.js';
import { PlainPage } from '../errors/PlainPage.js';
import { AccessibilityText } from './AccessibilityText.js';

export function AccessibilityPage() {
  const t = useT();
  useTitle(t('accessibility.title'));
  return (
    <PlainPage>
      <div className="page">
        <AccessibilityText level={1} />
      </div>
    </PlainPage>
  );
}
