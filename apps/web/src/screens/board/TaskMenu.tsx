import { useNavigate } from '@tanstack/react-router';
import {
  Archive,
  ArchiveRestore,
  ArrowRightLeft,
  CalendarClock,
  CalendarPlus,
  CopyPlus,
  Ellipsis,
  FilePlus2,
  FolderOpen,
  LayoutTemplate,
  UserRound,
} from 'lucide-react';
import { useState } from 'react';
import { Button, Menu as AriaMenu, Popover, SubmenuTrigger } from 'react-aria-components';
import { useWorkspace } from '../../app/workspaceContext.js';
import type { TaskStatus, UpdateTaskInput } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { Menu, MenuItem } from '../../ui/Menu.js';
import { copying } from './CopyDialog.js';
import { SaveAsTemplate } from '../templates/SaveAsTemplate.js';
import { DueDialog } from './DueDialog.js';
import { columns } from './search.js';
import type { Card } from './useBoard.js';

export interface TaskActions {
  open(card: Card): void;
  moveTo(card: Card, status: TaskStatus): void;
  change(card: Card, change: Omit<UpdateTaskInput, 'id' | 'expectedVersion'>): void;
}

/** Everything that dragging does, and more, without dragging. */
export function TaskMenu({ card, actions }: { card: Card; actions: TaskActions }) {
  const t = useT();
  const { partnership, mayWrite, mayManage } = useWorkspace();
  const [dueOpen, setDueOpen] = useState(false);
  const [keeping, setKeeping] = useState(false);
  const navigate = useNavigate();
  const nobody = 'nobody';
  return (
    <>
      <Menu
        label={t('task.menu', { title: card.title })}
        trigger={
          // Without the tooltip of other icon buttons: there is one on every card.
          <Button className="button button-quiet button-icon" aria-label={t('task.menu', { title: card.title })}>
            <Ellipsis size={20} aria-hidden />
          </Button>
        }
        onAction={(key) => {
          if (key === 'open') actions.open(card);
          if (key === 'due') setDueOpen(true);
          if (key === 'copy') copying.set(card);
          if (key === 'template') setKeeping(true);
          if (key === 'request') void navigate({ to: '/verzoeken/nieuw', search: { taak: card.number } });
          if (key === 'archive') actions.change(card, { archived: !card.archived });
        }}
      >
        <MenuItem id="open" icon={<FolderOpen size={20} aria-hidden />}>
          {t('task.open')}
        </MenuItem>
        {mayWrite && (
          <SubmenuTrigger>
            <MenuItem icon={<ArrowRightLeft size={20} aria-hidden />}>{t('task.moveTo')}</MenuItem>
            <Popover className="popover">
              <AriaMenu
                className="menu"
                aria-label={t('task.moveTo')}
                onAction={(key) => actions.moveTo(card, key as TaskStatus)}
                disabledKeys={[card.status]}
              >
                {columns.map((status) => (
                  <MenuItem key={status} id={status}>
                    {t(`status.${status}`)}
                  </MenuItem>
                ))}
              </AriaMenu>
            </Popover>
          </SubmenuTrigger>
        )}
        {mayWrite && (
          <SubmenuTrigger>
            <MenuItem icon={<UserRound size={20} aria-hidden />}>{t('task.assignTo')}</MenuItem>
            <Popover className="popover">
              <AriaMenu
                className="menu"
                aria-label={t('task.assignTo')}
                selectionMode="single"
                selectedKeys={[card.assignee?.id ?? nobody]}
                onAction={(key) => actions.change(card, { assigneeId: key === nobody ? null : String(key) })}
              >
                {[{ id: nobody, displayName: t('task.nobody') }, ...partnership.people].map((person) => (
                  <MenuItem key={person.id} id={person.id}>
                    {person.displayName}
                  </MenuItem>
                ))}
              </AriaMenu>
            </Popover>
          </SubmenuTrigger>
        )}
        {mayWrite && (
          <MenuItem id="due" icon={<CalendarClock size={20} aria-hidden />}>
            {t('task.dueMenu')}
          </MenuItem>
        )}
        {mayWrite && (
          <MenuItem id="request" icon={<FilePlus2 size={20} aria-hidden />}>
            {t('task.makeRequest')}
          </MenuItem>
        )}
        {mayWrite && card.number > 0 && (
          <MenuItem id="copy" icon={<CopyPlus size={20} aria-hidden />}>
            {t('copies.open')}
          </MenuItem>
        )}
        {mayManage && card.number > 0 && (
          <MenuItem id="template" icon={<LayoutTemplate size={20} aria-hidden />}>
            {t('templates.saveAs')}
          </MenuItem>
        )}
        {card.dueOn && (
          <MenuItem
            id="calendar"
            href={`/tasks/${encodeURIComponent(card.id)}/calendar`}
            download
            icon={<CalendarPlus size={20} aria-hidden />}
          >
            {t('calendarFeed.one')}
          </MenuItem>
        )}
        {mayWrite && (
          <MenuItem
            id="archive"
            icon={card.archived ? <ArchiveRestore size={20} aria-hidden /> : <Archive size={20} aria-hidden />}
          >
            {t(card.archived ? 'archive.restore' : 'archive.put')}
          </MenuItem>
        )}
      </Menu>
      {keeping && <SaveAsTemplate id={card.id} onClose={() => setKeeping(false)} />}
      {dueOpen && (
        <DueDialog
          card={card}
          onClose={() => setDueOpen(false)}
          onSave={(dueOn) => {
            setDueOpen(false);
            actions.change(card, { dueOn });
          }}
        />
      )}
    </>
  );
}
