// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import { Icon, type IconName } from './Icon';
import styles from './parts.module.css';

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  /** The key that does the same, shown in the tooltip. */
  readonly hint?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onPress?: () => void;
}

/** A quiet square button. Its label is its tooltip and what a screen reader says. */
export function IconButton({ icon, label, hint, pressed, disabled, onPress }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={50}>
      <AriaButton
        className={styles['iconButton'] ?? ''}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        isDisabled={disabled ?? false}
        {...(onPress === undefined ? {} : { onPress })}
      >
        <Icon name={icon} />
      </AriaButton>
      <Tip>
        {label}
        {hint !== undefined && <kbd>{hint}</kbd>}
      </Tip>
    </TooltipTrigger>
  );
}

export function Tip({ children }: { readonly children: ReactNode }) {
  return (
    <Tooltip className={styles['tip'] ?? ''} offset={6}>
      {children}
    </Tooltip>
  );
}

interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick?: () => void;
  readonly tone?: 'plain' | 'strong' | 'text';
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
}

export function Button({
  children,
  onClick,
  tone = 'plain',
  type = 'button',
  disabled,
}: ButtonProps) {
  return (
    <button
      type={type}
      className={styles['button']}
      data-tone={tone}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
