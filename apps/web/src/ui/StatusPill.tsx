import { Circle, CircleCheck, CirclePlay, Hourglass } from 'lucide-react';
import type { TaskStatus } from '../gql/graphql.js';
import { useT } from '../i18n/messages.js';
import { Pill, type Tone } from './Pill.js';

export const statusIcon = { TODO: Circle, BUSY: CirclePlay, WAITING: Hourglass, DONE: CircleCheck };
const tones: Record<TaskStatus, Tone> = { TODO: 'plain', BUSY: 'action', WAITING: 'wait', DONE: 'done' };

export function StatusPill({ status }: { status: TaskStatus }) {
  const t = useT();
  const Icon = statusIcon[status];
  return (
    <Pill tone={tones[status]} icon={<Icon aria-hidden />}>
      {t(`status.${status}`)}
    </Pill>
  );
}
