import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { RemoveTaskTemplateDocument, TaskTemplatesDocument, type TemplateFragment } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { Button, IconButton } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { useKeptList } from '../task/useKeptList.js';
import { emptyTemplate, textOf } from './template.js';
import { TemplateForm } from './TemplateForm.js';
import { useSaveTemplate } from './useSaveTemplate.js';
import { useTemplates } from './useTemplates.js';
import './templates.css';

/** The templates of a partnership; managers make, change and remove them here. */
export function TemplatesDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const { partnership, mayManage } = useWorkspace();
  const { templates, error: failed, again } = useTemplates();
  const { error, settle } = useKeptList(TaskTemplatesDocument, 'templates.refused');
  const save = useSaveTemplate();
  const [open, setOpen] = useState<TemplateFragment | 'new' | null>(null);
  const of = open === 'new' ? null : open;
  return (
    <Dialog
      title={
        open ? t(of ? 'templates.edit' : 'templates.new') : t('templates.title', { partnership: partnership.name })
      }
      isOpen
      wide
      onClose={onClose}
    >
      {open ? (
        <TemplateForm
          start={of ? textOf(of) : emptyTemplate}
          onCancel={() => setOpen(null)}
          onSave={async (text) => {
            const refused = await save(text, of);
            if (!refused) setOpen(null);
            return refused;
          }}
        />
      ) : !templates ? (
        failed ? (
          <ErrorBlock title={t('templates.failed')} error={failed} onRetry={again} />
        ) : (
          <Skeleton lines={4} />
        )
      ) : (
        <>
          {templates.length === 0 && <p className="muted">{t('templates.empty')}</p>}
          <ul className="stack-s" aria-label={t('templates.list')}>
            {templates.map((template) => (
              <li key={template.id} className="chosen template-row">
                <TemplateLine template={template} />
                {mayManage && (
                  <span className="row nowrap">
                    <Button
                      kind="quiet"
                      aria-label={t('templates.editOf', { title: template.title })}
                      onPress={() => setOpen(template)}
                    >
                      {t('templates.change')}
                    </Button>
                    <IconButton
                      label={t('templates.remove', { title: template.title })}
                      icon={<Trash2 size={16} aria-hidden />}
                      onPress={() =>
                        void mutate(RemoveTaskTemplateDocument, {
                          input: { id: template.id, expectedVersion: template.version },
                        }).then(settle)
                      }
                    />
                  </span>
                )}
              </li>
            ))}
          </ul>
          {mayManage && (
            <div>
              <Button icon={<Plus size={16} aria-hidden />} onPress={() => setOpen('new')}>
                {t('templates.new')}
              </Button>
            </div>
          )}
          <p className="field-error" role="alert">
            {error}
          </p>
        </>
      )}
    </Dialog>
  );
}

function TemplateLine({ template }: { template: TemplateFragment }) {
  const t = useT();
  const { dueDays, checklist, labels } = template;
  const facts = [
    typeof dueDays === 'number' && t('templates.due', { days: Math.abs(dueDays), before: String(dueDays < 0) }),
    checklist.length > 0 && t('templates.steps', { count: checklist.length }),
    labels.map(({ name }) => name).join(', '),
  ].filter(Boolean);
  return (
    <span className="template-line">
      <strong dir="auto">{template.title}</strong>
      {facts.length > 0 && <span className="small muted">{facts.join(' · ')}</span>}
    </span>
  );
}
