// SPDX-License-Identifier: Apache-2.0
import styles from './parts.module.css';

const PATHS = {
  back: 'M10 3 5 8l5 5',
  chevron: 'M6 4l4 4-4 4',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
  check: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  down: 'M4 6l4 4 4-4',
  error: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  help: 'M5.8 6.2a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M8 12.2v.1',
  inspector: 'M2.5 3.5h11v9h-11zM10 3.5v9',
  link: 'M7 9.5 9.5 7M6.5 11 5 12.3A2.6 2.6 0 0 1 1.9 8.6L4 6.6a2.6 2.6 0 0 1 3 0M9.5 5l1.4-1.3a2.6 2.6 0 0 1 3.1 3.7l-2.1 2a2.6 2.6 0 0 1-3 0',
  moon: 'M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z',
  next: 'M8 3v10M4 9l4 4 4-4',
  prev: 'M8 13V3M4 7l4-4 4 4',
  search: 'M7 2.8a4.2 4.2 0 1 1 0 8.4a4.2 4.2 0 1 1 0-8.4zM10.2 10.2 13.5 13.5',
  spine: 'M2.5 3.5h11v9h-11zM6 3.5v9',
  story: 'M3 4h10M3 7h10M3 10h7M3 13h4',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 1 1 0-5.6zM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  auto: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11zM8 2.5v11M8 5h3.8M8 8h5.4M8 11h3.8',
  up: 'M4.5 13V7.2L7.4 2.5c1 0 1.6.7 1.4 1.8L8.4 6.5h4.1c.8 0 1.3.7 1.1 1.5l-1 4c-.2.6-.7 1-1.3 1z',
  thumbDown:
    'M4.5 3v5.8l2.9 4.7c1 0 1.6-.7 1.4-1.8L8.4 9.5h4.1c.8 0 1.3-.7 1.1-1.5l-1-4c-.2-.6-.7-1-1.3-1z',
  minus: 'M4 8h8',
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing on a 16 by 16 grid, in the colour of the text. Says nothing to a screen reader. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={styles['icon']} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
