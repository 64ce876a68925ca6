import { Input, TextArea, TextField as AriaTextField, type TextFieldProps } from 'react-aria-components';
import { FieldFoot, FieldLabel, type FieldProps } from './FieldParts.js';

interface Props extends FieldProps, Omit<TextFieldProps, 'className' | 'children' | 'id'> {
  multiline?: boolean;
  labelHidden?: boolean;
  placeholder?: string;
  rows?: number;
}

export function TextField({ label, labelHidden, hint, error, multiline, placeholder, rows, ...props }: Props) {
  return (
    <AriaTextField {...props} className="field" isInvalid={Boolean(error)} validationBehavior="aria">
      <FieldLabel hidden={labelHidden ?? false}>{label}</FieldLabel>
      {multiline ? (
        <TextArea className="input" placeholder={placeholder} rows={rows} dir="auto" />
      ) : (
        <Input className="input" placeholder={placeholder} dir="auto" />
      )}
      <FieldFoot hint={hint} error={error} />
    </AriaTextField>
  );
}
