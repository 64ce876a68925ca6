import { Group, Input, NumberField as AriaNumberField } from 'react-aria-components';
import { FieldFoot, FieldLabel, type FieldProps } from './FieldParts.js';

interface Props extends FieldProps {
  value: number;
  onChange(value: number): void;
  min?: number;
  max?: number;
  step?: number;
}

export function NumberField({ label, hint, error, value, onChange, min, max, step }: Props) {
  return (
    <AriaNumberField
      className="field"
      value={value}
      onChange={(next) => onChange(Number.isNaN(next) ? 0 : next)}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      {...(min === undefined ? {} : { minValue: min })}
      {...(max === undefined ? {} : { maxValue: max })}
      {...(step === undefined ? {} : { step })}
    >
      <FieldLabel>{label}</FieldLabel>
      <Group>
        <Input className="input" />
      </Group>
      <FieldFoot hint={hint} error={error} />
    </AriaNumberField>
  );
}
