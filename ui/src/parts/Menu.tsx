// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import {
  Button,
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  Popover,
  type Selection,
} from 'react-aria-components';
import { Icon } from './Icon';
import styles from './parts.module.css';

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
}

interface MenuProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly choices: readonly Choice[];
  readonly onChoose: (id: string) => void;
  /** The choice that holds now; left out for a menu of actions. */
  readonly chosen?: string;
  readonly compact?: boolean;
  readonly open?: boolean;
  readonly onOpen?: (open: boolean) => void;
}

/** A button with a menu below it. */
export function Menu(props: MenuProps) {
  const { label, children, choices, onChoose, chosen, compact = false, open, onOpen } = props;
  const selected: Selection = new Set(chosen === undefined ? [] : [chosen]);
  return (
    <MenuTrigger
      {...(open === undefined ? {} : { isOpen: open })}
      {...(onOpen === undefined ? {} : { onOpenChange: onOpen })}
    >
      <Button
        className={(compact ? styles['iconButton'] : styles['menuButton']) ?? ''}
        aria-label={label}
      >
        {children}
        {!compact && <Icon name="down" />}
      </Button>
      <Popover className={styles['popover'] ?? ''} offset={4} placement="bottom end">
        <AriaMenu
          className={styles['menu'] ?? ''}
          aria-label={label}
          onAction={(key) => onChoose(String(key))}
          {...(chosen === undefined
            ? {}
            : { selectionMode: 'single' as const, selectedKeys: selected })}
        >
          {choices.map((choice) => (
            <MenuItem
              key={choice.id}
              id={choice.id}
              textValue={choice.label}
              className={styles['menuItem'] ?? ''}
            >
              {chosen !== undefined && (
                <span className={styles['menuCheck']}>
                  {choice.id === chosen && <Icon name="check" />}
                </span>
              )}
              <span>{choice.label}</span>
              {choice.note !== undefined && <small>{choice.note}</small>}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
