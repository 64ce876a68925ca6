import type { ReactNode } from 'react';
import {
  Header,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps,
  MenuSection as AriaMenuSection,
  type MenuProps,
  MenuTrigger,
  Popover,
} from 'react-aria-components';

interface Props<T> extends Omit<MenuProps<T>, 'className'> {
  trigger: ReactNode;
  label: string;
}

export function Menu<T extends object>({ trigger, label, ...props }: Props<T>) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover">
        <AriaMenu {...props} aria-label={label} className="menu" />
      </Popover>
    </MenuTrigger>
  );
}

export function MenuItem({
  icon,
  children,
  ...props
}: Omit<MenuItemProps, 'children'> & { icon?: ReactNode; children: ReactNode }) {
  const text = typeof children === 'string' ? { textValue: children } : {};
  return (
    <AriaMenuItem {...text} {...props} className="menu-item">
      {icon}
      {children}
    </AriaMenuItem>
  );
}

export function MenuSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <AriaMenuSection aria-label={title}>
      <Header className="menu-heading">{title}</Header>
      {children}
    </AriaMenuSection>
  );
}
