import { useT } from '../i18n/messages.js';
import { useProblemText } from '../live/useProblemText.js';
import { refusedReplays } from '../live/replays.js';
import { useStore } from '../live/store.js';
import { Button } from '../ui/Button.js';
import { Dialog, DialogActions } from '../ui/Dialog.js';
import { describeReplay } from './describeReplay.js';

/** Changes that waited for the line and were refused then: shown with what they were, until somebody has read them. */
export function RefusedReplays() {
  const t = useT();
  const problemText = useProblemText();
  const all = useStore(refusedReplays.store);
  const first = all[0];
  if (!first) return null;
  const dismiss = (): void => refusedReplays.dismiss(first.id);
  return (
    <Dialog title={t('replay.title')} isOpen onClose={dismiss}>
      <p>{problemText(first.problem)}</p>
      <div className="card stack-s">
        <p className="field-label">{t('replay.yours')}</p>
        {describeReplay(first, t).map((line) => (
          <p key={line} className="prewrap" dir="auto">
            {line}
          </p>
        ))}
      </div>
      <p className="muted">{t('replay.explain')}</p>
      <DialogActions>
        <Button kind="primary" onPress={dismiss}>
          {t('replay.read')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
