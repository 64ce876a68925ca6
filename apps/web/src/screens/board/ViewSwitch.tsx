import { useNavigate } from '@tanstack/react-router';
import { CalendarDays, ChartNoAxesGantt, Columns3, List } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useT } from '../../i18n/messages.js';
import type { BoardSearch, views } from './search.js';

export function ViewSwitch({ view }: { view: NonNullable<BoardSearch['weergave']> }) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <ToggleButtonGroup
      aria-label={t('board.view')}
      className="switch"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[view]}
      onSelectionChange={([key]) =>
        void navigate({
          to: '.',
          search: (before) => ({ ...before, weergave: key as (typeof views)[number], archief: undefined }),
          replace: true,
        })
      }
    >
      <ToggleButton id="bord" className="switch-option">
        <Columns3 size={20} aria-hidden />
        {t('board.viewBoard')}
      </ToggleButton>
      <ToggleButton id="lijst" className="switch-option">
        <List size={20} aria-hidden />
        {t('board.viewList')}
      </ToggleButton>
      <ToggleButton id="kalender" className="switch-option">
        <CalendarDays size={20} aria-hidden />
        {t('board.viewCalendar')}
      </ToggleButton>
      <ToggleButton id="tijdlijn" className="switch-option">
        <ChartNoAxesGantt size={20} aria-hidden />
        {t('board.viewTimeline')}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
