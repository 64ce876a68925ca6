import { useT, type MessageId } from '../i18n/messages.js';
import { CheckField } from '../ui/Checks.js';
import { Dialog } from '../ui/Dialog.js';
import { useSetting } from './settings.js';

const keys: readonly [string, MessageId][] = [
  ['/', 'keys.search'],
  ['?', 'keys.help'],
  ['n', 'keys.new'],
  ['g v', 'keys.today'],
  ['g t', 'keys.tasks'],
  ['g r', 'keys.requests'],
  ['g s', 'keys.partnership'],
  ['↑ ↓', 'keys.arrows'],
  ['Tab', 'keys.tab'],
  ['Enter', 'keys.enter'],
  ['→ Enter', 'keys.pick'],
  ['Esc', 'keys.escape'],
  ['Ctrl Enter', 'keys.send'],
];

export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const t = useT();
  return (
    <Dialog title={t('keys.title')} isOpen={isOpen} onClose={onClose}>
      <dl className="keys">
        {keys.map(([key, id]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{t(id)}</dd>
          </div>
        ))}
      </dl>
      <KeysSetting />
    </Dialog>
  );
}

export function KeysSetting() {
  const t = useT();
  const [value, set] = useSetting('keys', 'on');
  return (
    <CheckField isSelected={value === 'on'} onChange={(on) => set(on ? 'on' : 'off')}>
      {t('keys.setting')}
    </CheckField>
  );
}
