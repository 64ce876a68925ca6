import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useT } from '../i18n/messages.js';
import { IconButton } from './Button.js';

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose(): void;
  children: ReactNode;
  wide?: boolean;
  /** A dialog that asks something that must be answered has no cross and no Esc. */
  mustAnswer?: boolean;
}

export function Dialog({ title, isOpen, onClose, children, wide = false, mustAnswer = false }: DialogProps) {
  const t = useT();
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={false}
      isKeyboardDismissDisabled={mustAnswer}
    >
      <Modal className={wide ? 'modal modal-wide' : 'modal'}>
        <AriaDialog className="dialog" role={mustAnswer ? 'alertdialog' : 'dialog'}>
          <div className="row-between">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {!mustAnswer && <IconButton label={t('action.close')} icon={<X aria-hidden />} onPress={onClose} />}
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="dialog-actions">{children}</div>;
}
