import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Tooltip,
  TooltipTrigger,
} from 'react-aria-components';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style' | 'render'> {
  kind?: 'primary' | 'normal' | 'quiet' | 'danger';
  icon?: ReactNode;
  children?: ReactNode;
}

/**
 * While something is on its way a button stays where it is, keeps the focus and does nothing. The library's own way of saying so
 * reads the name of the button out from a picture of seven seconds, which has no name once the button went with its dialog.
 */
export function Button({ kind = 'normal', icon, children, isPending = false, ...props }: ButtonProps) {
  const held: AriaButtonProps = isPending
    ? {
        type: 'button',
        onPress: () => undefined,
        render: (dom) => <button {...dom} aria-disabled data-pending />,
      }
    : {};
  return (
    <AriaButton {...props} {...held} className={`button button-${kind}`}>
      {icon}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style' | 'aria-label'> {
  label: string;
  icon: ReactNode;
}

/** A button without a word has a name and shows it. */
export function IconButton({ label, icon, ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={400}>
      <AriaButton {...props} aria-label={label} className="button button-quiet button-icon">
        {icon}
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
