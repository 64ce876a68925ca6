import { Check, Circle } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  CheckboxButton,
  CheckboxField,
  type CheckboxFieldProps,
  CheckboxGroup,
  RadioButton,
  RadioField as AriaRadioField,
  RadioGroup,
} from 'react-aria-components';
import { FieldFoot, FieldLabel, type FieldProps } from './FieldParts.js';
import type { Option } from './PickField.js';

export function CheckField({
  children,
  ...props
}: Omit<CheckboxFieldProps, 'className' | 'children'> & { children?: ReactNode }) {
  return (
    <CheckboxField {...props} className="check-field">
      <CheckboxButton className="check">
        <span className="check-box">
          <Check aria-hidden strokeWidth={3} />
        </span>
        {children}
      </CheckboxButton>
    </CheckboxField>
  );
}

interface ManyProps extends FieldProps {
  options: readonly Option[];
  value: readonly string[];
  onChange(value: string[]): void;
}

export function CheckGroupField({ label, hint, error, options, value, onChange }: ManyProps) {
  return (
    <CheckboxGroup
      className="field"
      value={[...value]}
      onChange={onChange}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <FieldLabel>{label}</FieldLabel>
      <div className="check-list">
        {options.map((option) => (
          <CheckField key={option.id} value={option.id}>
            {option.name}
          </CheckField>
        ))}
      </div>
      <FieldFoot hint={hint} error={error} />
    </CheckboxGroup>
  );
}

interface OneProps extends FieldProps {
  options: readonly Option[];
  value: string | null;
  onChange(value: string): void;
}

export function RadioField({ label, hint, error, options, value, onChange }: OneProps) {
  return (
    <RadioGroup
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <FieldLabel>{label}</FieldLabel>
      {options.map((option) => (
        <AriaRadioField key={option.id} value={option.id} className="check-field">
          <RadioButton className="check">
            <span className="check-box check-round">
              <Circle aria-hidden fill="currentColor" />
            </span>
            <span>
              {option.name}
              {option.description && <span className="field-hint pick-description">{option.description}</span>}
            </span>
          </RadioButton>
        </AriaRadioField>
      ))}
      <FieldFoot hint={hint} error={error} />
    </RadioGroup>
  );
}
