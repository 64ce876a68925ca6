import { useNavigate } from '@tanstack/react-router';
import { Bookmark, BookmarkPlus, Settings2, Users } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { notices } from '../../app/notices.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  CreateSavedViewDocument,
  RemoveSavedViewDocument,
  type SavedViewLineFragment,
  SavedViewsDocument,
  UpdateSavedViewDocument,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { change } from '../../live/direct.js';
import type { Problem } from '../../live/problem.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { CheckField } from '../../ui/Checks.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { Menu, MenuItem, MenuSection } from '../../ui/Menu.js';
import { TextField } from '../../ui/TextField.js';
import { type BoardSearch, readBoardSearch } from './search.js';

/** What the address says, as text to keep; the partnership and the month of a calendar belong to the moment. */
function queryOf(search: BoardSearch): string {
  const { in: _in, maand: _maand, ...kept } = search;
  return new URLSearchParams(
    Object.entries(kept).filter((entry): entry is [string, string] => Boolean(entry[1])),
  ).toString();
}

/** Views with a name: open one, keep this one, and what one keeps. */
export function ViewsMenu({ search }: { search: BoardSearch }) {
  const t = useT();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const { partnership, mayComment } = useWorkspace();
  const [asking, setAsking] = useState<'save' | 'manage' | null>(null);
  const [{ data }, again] = useQuery({ query: SavedViewsDocument, variables: { id: partnership.id } });
  const views = data?.partnership?.savedViews ?? [];
  const open = (view: SavedViewLineFragment): void =>
    void navigate({ to: '/taken', search: readBoardSearch(Object.fromEntries(new URLSearchParams(view.query))) });
  const settle = (outcome: { ok: true } | { ok: false; problem: Problem }): boolean => {
    if (!outcome.ok) notices.tell(problemText(outcome.problem), 'late');
    again({ requestPolicy: 'network-only' });
    return outcome.ok;
  };
  const groups = [
    { title: t('views.mine'), views: views.filter(({ mine }) => mine) },
    { title: t('views.shared'), views: views.filter(({ mine }) => !mine) },
  ].filter((group) => group.views.length > 0);

  if (!mayComment && views.length === 0) return null;
  return (
    <>
      <Menu
        label={t('views.menu')}
        trigger={<Button icon={<Bookmark size={20} aria-hidden />}>{t('views.menu')}</Button>}
        onAction={(key) => {
          if (key === 'save' || key === 'manage') return setAsking(key);
          const view = views.find(({ id }) => id === key);
          if (view) open(view);
        }}
      >
        {groups.map(({ title, views: ofGroup }) => (
          <MenuSection key={title} title={title}>
            {ofGroup.map((view) => (
              <MenuItem key={view.id} id={view.id} textValue={view.name}>
                {view.shared ? (
                  <Users size={20} aria-label={t('views.isShared')} />
                ) : (
                  <Bookmark size={20} aria-hidden />
                )}
                {view.name}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
        {mayComment && (
          <MenuItem id="save" icon={<BookmarkPlus size={20} aria-hidden />}>
            {t('views.save')}
          </MenuItem>
        )}
        {views.some(({ mine }) => mine) && (
          <MenuItem id="manage" icon={<Settings2 size={20} aria-hidden />}>
            {t('views.manage')}
          </MenuItem>
        )}
      </Menu>
      {asking === 'save' && (
        <SaveDialog
          onClose={() => setAsking(null)}
          onSave={async (name, shared) => {
            const input = { partnershipId: partnership.id, name, shared, query: queryOf(search) };
            if (settle(await change(CreateSavedViewDocument, { input }))) {
              setAsking(null);
              notices.tell(t('views.saved', { name }), 'done');
            }
          }}
        />
      )}
      {asking === 'manage' && (
        <Dialog title={t('views.manage')} isOpen onClose={() => setAsking(null)} wide>
          <ul className="stack">
            {views
              .filter(({ mine }) => mine)
              .map((view) => (
                <ManagedView
                  key={`${view.id} ${String(view.version)}`}
                  view={view}
                  onChange={async (fields) => {
                    const input = { id: view.id, expectedVersion: view.version, ...fields };
                    settle(await change(UpdateSavedViewDocument, { input }));
                  }}
                  onRemove={async () => {
                    const input = { id: view.id, expectedVersion: view.version };
                    settle(await change(RemoveSavedViewDocument, { input }));
                  }}
                />
              ))}
          </ul>
          <DialogActions>
            <Button kind="primary" onPress={() => setAsking(null)}>
              {t('action.close')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}

interface SaveProps {
  onClose(): void;
  onSave(name: string, shared: boolean): Promise<void>;
}

function SaveDialog({ onClose, onSave }: SaveProps) {
  const t = useT();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const save = (): void => {
    if (name.trim()) void onSave(name.trim(), shared);
    else setMissing(true);
  };
  return (
    <Dialog title={t('views.save')} isOpen onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <p className="muted">{t('views.saveText')}</p>
        <TextField
          label={t('views.name')}
          value={name}
          onChange={setName}
          {...(isMissing && !name.trim() ? { error: t('views.nameMissing') } : {})}
        />
        <CheckField isSelected={shared} onChange={setShared}>
          {t('views.share')}
        </CheckField>
        <DialogActions>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit">
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface ManagedProps {
  view: SavedViewLineFragment;
  onChange(fields: { name?: string; shared?: boolean }): Promise<void>;
  onRemove(): Promise<void>;
}

function ManagedView({ view, onChange, onRemove }: ManagedProps) {
  const t = useT();
  const [name, setName] = useState(view.name);
  return (
    <li className="row">
      <TextField label={t('views.name')} value={name} onChange={setName} />
      <CheckField isSelected={view.shared} onChange={(shared) => void onChange({ shared })}>
        {t('views.share')}
      </CheckField>
      <Button isDisabled={!name.trim() || name === view.name} onPress={() => void onChange({ name })}>
        {t('views.rename')}
      </Button>
      <Button kind="danger" onPress={() => void onRemove()}>
        {t('views.remove')}
      </Button>
    </li>
  );
}
