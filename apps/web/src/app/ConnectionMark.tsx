import { Eye, LoaderCircle, RefreshCw, Route, Wifi, WifiOff } from 'lucide-react';
import { useT } from '../i18n/messages.js';
import { connectionWord, type ConnectionWord } from '../live/connection.js';
import { connectionStore } from '../live/connectionStore.js';
import { waitingChanges } from '../live/storage.js';
import { useStore } from '../live/store.js';
import { useWorkspace } from './workspaceContext.js';

const icons = {
  live: Wifi,
  connecting: LoaderCircle,
  offline: WifiOff,
  readonly: Eye,
  polling: RefreshCw,
  streamed: Route,
};

export function useConnectionWord(): ConnectionWord {
  const { mayWrite, isAnswerer } = useWorkspace();
  // Staff of an actor writes too: answers.
  return connectionWord(useStore(connectionStore), mayWrite || isAnswerer);
}

/** One of six words, each true. A change is told politely. */
export function ConnectionMark() {
  const t = useT();
  const word = useConnectionWord();
  const waiting = useStore(waitingChanges).length;
  const Icon = icons[word];
  const text =
    word === 'offline' && waiting > 0 ? t('connection.offlineWaiting', { count: waiting }) : t(`connection.${word}`);
  return (
    <span
      className={`connection connection-${word}`}
      role="status"
      data-testid="connection"
      title={word === 'streamed' ? t('connection.streamedWhy') : undefined}
    >
      <Icon size={16} aria-hidden />
      <span className="connection-text">{text}</span>
    </span>
  );
}
