import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { Helpdesk } from './Helpdesk.js';

interface State {
  failed: boolean;
}

/** Our own fault: a page that says so instead of a white one. */
export class Crash extends Component<{ children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    return this.state.failed ? <CrashText /> : this.props.children;
  }
}

function CrashText() {
  const t = useT();
  return (
    <main className="stack measure" role="alert">
      <h1>{t('error.ourFaultTitle')}</h1>
      <p>{t('error.ourFaultText')}</p>
      <p>{t('error.textKept')}</p>
      <div>
        <Button kind="primary" onPress={() => location.reload()}>
          {t('error.reload')}
        </Button>
      </div>
      <Helpdesk />
    </main>
  );
}
