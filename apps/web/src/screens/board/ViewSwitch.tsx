import { useNavigate } from '@tanstack/react-router';
import { Columns3, List } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useT } from '../../i18n/messages.js';
import type { BoardSearch } from './search.js';

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
          search: (before) => ({ ...before, weergave: key as 'bord' | 'lijst' }),
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
    </ToggleButtonGroup>
  );
}
