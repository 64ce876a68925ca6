import { Download, FileSpreadsheet, FileText } from 'lucide-react';
import { useIntl } from 'react-intl';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { Menu, MenuItem } from '../../ui/Menu.js';
import { exportAddress } from './exportAddress.js';
import type { RequestSearch } from './search.js';

/** Takes the list that is shown along, with all its pages. */
export function ExportMenu({ search }: { search: RequestSearch }) {
  const t = useT();
  const { locale } = useIntl();
  const { partnership, isAnswerer } = useWorkspace();
  const address = (format: 'csv' | 'xlsx'): string =>
    exportAddress(isAnswerer ? undefined : partnership.id, search, format, locale.slice(0, 2));
  return (
    <Menu
      label={t('requests.export')}
      trigger={<Button icon={<Download size={20} aria-hidden />}>{t('requests.export')}</Button>}
    >
      <MenuItem id="xlsx" href={address('xlsx')} download icon={<FileSpreadsheet size={20} aria-hidden />}>
        {t('list.xlsx')}
      </MenuItem>
      <MenuItem id="csv" href={address('csv')} download icon={<FileText size={20} aria-hidden />}>
        {t('list.csv')}
      </MenuItem>
    </Menu>
  );
}
