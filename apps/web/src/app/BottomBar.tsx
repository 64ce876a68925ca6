import { Link } from '@tanstack/react-router';
import { FileInput, House, ListTodo, Menu as MenuIcon, Plus } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useT } from '../i18n/messages.js';
import { commands } from './commands.js';
import { useWorkspace } from './workspaceContext.js';

export function BottomBar() {
  const t = useT();
  const { mayWrite } = useWorkspace();
  return (
    <nav aria-label={t('shell.navigation')} className="bottom-bar no-print">
      <Link to="/" activeOptions={{ exact: true }} className="bottom-item">
        <House size={20} aria-hidden />
        {t('nav.today')}
      </Link>
      <Link to="/taken" className="bottom-item">
        <ListTodo size={20} aria-hidden />
        {t('nav.tasks')}
      </Link>
      {mayWrite && (
        <Button className="bottom-item bottom-new" aria-label={t('task.new')} onPress={() => commands.newTask.emit()}>
          <span>
            <Plus size={24} aria-hidden />
          </span>
        </Button>
      )}
      <Link to="/verzoeken" className="bottom-item">
        <FileInput size={20} aria-hidden />
        {t('nav.requests')}
      </Link>
      <Link to="/meer" className="bottom-item">
        <MenuIcon size={20} aria-hidden />
        {t('nav.more')}
      </Link>
    </nav>
  );
}
