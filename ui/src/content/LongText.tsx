// SPDX-License-Identifier: Apache-2.0
import { useMemo, type ReactNode } from 'react';
import { bytes, count, plural } from '../format/number';
import { cutText, visible, type Cut } from '../format/text';
import { Button } from '../parts/Button';
import styles from './content.module.css';
import { usePreferences } from '../shell/preferences';
import { useOpening } from './openings';

interface LongTextProps {
  /** Names the text, so that it stays open when it is scrolled away. */
  readonly name: string;
  readonly text: string;
  readonly mono?: boolean;
}

/** A text exactly as it was, 40 lines of it at first. */
export function LongText({ name, text, mono = false }: LongTextProps) {
  const { wrap } = usePreferences();
  return (
    <CutText name={name} text={text}>
      {(shown) => (
        <div
          className={mono ? styles['mono'] : styles['plain']}
          dir="auto"
          {...(mono && !wrap ? { tabIndex: 0, role: 'group', 'aria-label': 'Text' } : {})}
        >
          {visible(shown)}
        </div>
      )}
    </CutText>
  );
}

interface CutTextProps {
  readonly name: string;
  readonly text: string;
  readonly children: (shown: string) => ReactNode;
}

/** Shows the head of a text, and the rest when asked; says how much there is. */
export function CutText({ name, text, children }: CutTextProps) {
  const cut = useMemo(() => cutText(text), [text]);
  const [open, setOpen] = useOpening(`text-${name}`);
  return (
    <>
      {children(open ? text : cut.head)}
      {cut.cut && (
        <div className={styles['more']}>
          <Button tone="text" onClick={() => setOpen(!open)}>
            {open ? 'Show less' : `Show all · ${size(cut)}`}
          </Button>
        </div>
      )}
    </>
  );
}

function size({ bytes: length, lines }: Cut): string {
  return lines > 1
    ? `${bytes(length)} · ${count(lines)} lines`
    : `${bytes(length)} · ${plural(1, 'line')}`;
}
