import { Check, ChevronDown } from 'lucide-react';
import {
  Autocomplete,
  Button,
  Input,
  type Key,
  ListBox,
  ListBoxItem,
  Popover,
  SearchField,
  Select,
  SelectValue,
  useFilter,
} from 'react-aria-components';
import { useT } from '../i18n/messages.js';
import { FieldFoot, FieldLabel, type FieldProps } from './FieldParts.js';

export interface Option {
  id: string;
  name: string;
  description?: string;
}

interface Common extends FieldProps {
  options: readonly Option[];
  labelHidden?: boolean;
  placeholder?: string;
  searchable?: boolean;
  isDisabled?: boolean;
}

interface SingleProps extends Common {
  value: string | null;
  onChange(value: string | null): void;
}

interface ManyProps extends Common {
  value: readonly string[];
  onChange(value: string[]): void;
}

/** Choose one. */
export function PickField({ value, onChange, ...props }: SingleProps) {
  return (
    <Select
      className="field"
      value={value}
      onChange={(key: Key | null) => onChange(key === null ? null : String(key))}
      placeholder={props.placeholder ?? ''}
      isInvalid={Boolean(props.error)}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
      {...(props.id ? { id: props.id } : {})}
    >
      <Inside {...props} />
    </Select>
  );
}

/** Choose several; the button lists what is chosen. */
export function PickManyField({ value, onChange, ...props }: ManyProps) {
  return (
    <Select
      className="field"
      selectionMode="multiple"
      value={[...value]}
      onChange={(keys) => onChange(keys.map(String))}
      placeholder={props.placeholder ?? ''}
      isInvalid={Boolean(props.error)}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
      {...(props.id ? { id: props.id } : {})}
    >
      <Inside {...props} />
    </Select>
  );
}

function Inside({ label, labelHidden, hint, error, options, searchable }: Common) {
  const t = useT();
  const { contains } = useFilter({ sensitivity: 'base' });
  const list = (
    <ListBox
      items={options}
      className="list"
      renderEmptyState={() => <p className="menu-heading">{t('pick.nothing')}</p>}
    >
      {(option) => (
        <ListBoxItem id={option.id} textValue={option.name} className="menu-item">
          {({ isSelected }) => (
            <>
              <span>
                {option.name}
                {option.description && <span className="field-hint pick-description">{option.description}</span>}
              </span>
              {isSelected && <Check size={16} aria-hidden className="end" />}
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  );
  return (
    <>
      <FieldLabel hidden={labelHidden ?? false}>{label}</FieldLabel>
      <Button className="select-button">
        <SelectValue className="select-value">
          {/* Only the names: descriptions belong in the list. */}
          {({ selectedText, isPlaceholder, defaultChildren }) => (isPlaceholder ? defaultChildren : selectedText)}
        </SelectValue>
        <ChevronDown size={16} aria-hidden />
      </Button>
      <FieldFoot hint={hint} error={error} />
      <Popover className="popover select-popover">
        {searchable ? (
          <Autocomplete filter={contains}>
            <SearchField aria-label={t('pick.search')} className="pick-search" autoFocus>
              <Input className="input" placeholder={t('pick.search')} />
            </SearchField>
            {list}
          </Autocomplete>
        ) : (
          list
        )}
      </Popover>
    </>
  );
}
