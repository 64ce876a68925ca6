import { useNavigate } from '@tanstack/react-router';
import { Archive, Ellipsis, FileSpreadsheet, FileText, FileUp, History, LayoutTemplate } from 'lucide-react';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { Menu, MenuItem } from '../../ui/Menu.js';
import { TemplatesDialog } from '../templates/TemplatesDialog.js';
import { BulkHistory } from './BulkHistory.js';
import { exportAddress } from './exportAddress.js';
import { ImportDialog } from './ImportDialog.js';
import type { BoardSearch } from './search.js';

/** What is done with a whole list: take it along, bring one in, look at what was put away or changed. */
export function ListMenu({ search }: { search: BoardSearch }) {
  const t = useT();
  const { locale } = useIntl();
  const navigate = useNavigate();
  const { partnership, mayWrite, isAnswerer } = useWorkspace();
  const [open, setOpen] = useState<'import' | 'history' | 'templates' | null>(null);
  const lang = locale.slice(0, 2);
  const address = (format: 'csv' | 'xlsx'): string => exportAddress(partnership.id, search, format, lang);
  return (
    <>
      <Menu
        label={t('list.menu')}
        trigger={<Button icon={<Ellipsis size={20} aria-hidden />}>{t('list.menu')}</Button>}
        onAction={(key) => {
          if (key === 'import' || key === 'history' || key === 'templates') setOpen(key);
          if (key === 'archive') void navigate({ to: '.', search: (before) => ({ ...before, archief: 'ja' }) });
        }}
      >
        <MenuItem id="xlsx" href={address('xlsx')} download icon={<FileSpreadsheet size={20} aria-hidden />}>
          {t('list.xlsx')}
        </MenuItem>
        <MenuItem id="csv" href={address('csv')} download icon={<FileText size={20} aria-hidden />}>
          {t('list.csv')}
        </MenuItem>
        {mayWrite && (
          <MenuItem id="import" icon={<FileUp size={20} aria-hidden />}>
            {t('import.open')}
          </MenuItem>
        )}
        {mayWrite && (
          <MenuItem id="history" icon={<History size={20} aria-hidden />}>
            {t('bulk.history')}
          </MenuItem>
        )}
        {!isAnswerer && (
          <MenuItem id="templates" icon={<LayoutTemplate size={20} aria-hidden />}>
            {t('templates.open')}
          </MenuItem>
        )}
        {!isAnswerer && !search.archief && (
          <MenuItem id="archive" icon={<Archive size={20} aria-hidden />}>
            {t('archive.title')}
          </MenuItem>
        )}
      </Menu>
      {open === 'import' && <ImportDialog onClose={() => setOpen(null)} />}
      {open === 'templates' && <TemplatesDialog onClose={() => setOpen(null)} />}
      {open === 'history' && <BulkHistory onClose={() => setOpen(null)} />}
    </>
  );
}
