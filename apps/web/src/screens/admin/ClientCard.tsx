import { Ban, Check, Clock, Ellipsis, KeyRound, Pencil, PlugZap, Trash2 } from 'lucide-react';
import type { ConnectedSystemFragment } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { IconButton } from '../../ui/Button.js';
import { Menu, MenuItem } from '../../ui/Menu.js';
import { Pill, type Tone } from '../../ui/Pill.js';
import { useScopeText } from './useScopeText.js';

export type ClientKey = ConnectedSystemFragment['keys'][number];

/** What somebody wants to do with a connected system. */
export type Asked =
  | { what: 'change' | 'rotate' | 'revoke'; client: ConnectedSystemFragment }
  | { what: 'remove-key'; client: ConnectedSystemFragment; clientKey: ClientKey };

const looks = {
  ACTIVE: { tone: 'done', icon: Check },
  EXPIRED: { tone: 'late', icon: Clock },
  REVOKED: { tone: 'plain', icon: Ban },
} as const satisfies Record<string, { tone: Tone; icon: unknown }>;

interface Props {
  client: ConnectedSystemFragment;
  mayManage: boolean;
  onAsk(asked: Asked): void;
}

export function ClientCard({ client, mayManage, onAsk }: Props) {
  const t = useT();
  const format = useFormat();
  const scopeText = useScopeText();
  const { tone, icon: Icon } = looks[client.state];
  const label = t('members.menu', { name: client.name });
  const works = client.state !== 'REVOKED';
  return (
    <li className="card stack-s" data-client={client.name}>
      <div className="row-between nowrap">
        <h3 className="row">
          <PlugZap size={20} aria-hidden />
          {client.name}
        </h3>
        {mayManage && works && (
          <Menu
            label={label}
            onAction={(key) => onAsk({ what: key as 'change' | 'rotate' | 'revoke', client })}
            trigger={<IconButton label={label} icon={<Ellipsis aria-hidden />} />}
          >
            <MenuItem id="change" icon={<Pencil size={20} aria-hidden />}>
              {t('clients.change')}
            </MenuItem>
            <MenuItem id="rotate" icon={<KeyRound size={20} aria-hidden />}>
              {t('clients.rotate')}
            </MenuItem>
            <MenuItem id="revoke" icon={<Ban size={20} aria-hidden />}>
              {t('clients.revoke')}
            </MenuItem>
          </Menu>
        )}
      </div>
      <div>
        <Pill tone={tone} icon={<Icon aria-hidden />}>
          {t(`clientState.${client.state}`)}
        </Pill>
      </div>
      <dl className="pairs">
        <dt>{t('clients.for')}</dt>
        <dd>{client.organisation.name}</dd>
        <dt>{t('role.may')}</dt>
        <dd>{format.list(client.scopes.map((scope) => scopeText(scope)))}</dd>
        <dt>{t('members.until')}</dt>
        <dd>{format.longDate(client.expiresOn)}</dd>
        <dt>{t('clients.lastUsed')}</dt>
        <dd>{client.lastUsedAt ? format.ago(client.lastUsedAt) : t('clients.neverUsed')}</dd>
        <dt>{t('clients.id')}</dt>
        <dd>
          <code>{client.clientId}</code>
        </dd>
      </dl>
      {works && (
        <ul className="stack-s">
          {client.keys.map((key) => (
            <li key={key.id} className="client-key">
              <KeyRound size={16} aria-hidden />
              <span className="small">
                {t(key.kind === 'SECRET' ? 'clients.secretEnding' : 'clients.keysEnding', { hint: key.hint })}
                <span className="muted"> {keyDates(key)}</span>
              </span>
              {mayManage && client.keys.length > 1 && (
                <IconButton
                  label={t('clients.removeKeyOf', { hint: key.hint })}
                  icon={<Trash2 size={16} aria-hidden />}
                  onPress={() => onAsk({ what: 'remove-key', client, clientKey: key })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );

  function keyDates({ createdAt, expiresAt, lastUsedAt }: ClientKey): string {
    return [
      t('clients.madeOn', { date: format.moment(createdAt) }),
      expiresAt && t('clients.worksUntil', { date: format.moment(expiresAt) }),
      lastUsedAt && t('clients.usedAt', { when: format.ago(lastUsedAt) }),
    ]
      .filter(Boolean)
      .join(' · ');
  }
}
