// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import styles from './parts.module.css';

let listener: (text: string) => void = () => undefined;

/** Says something short to everyone: in a corner for a moment, and to a screen reader. */
export function announce(text: string): void {
  listener(text);
}

/** Stands once on the page; the last announcement replaces the one before. */
export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => {
    let timer = 0;
    listener = (next) => {
      setText(next);
      clearTimeout(timer);
      timer = window.setTimeout(() => setText(''), 2400);
    };
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles['announcer']} role="status" data-on={text !== ''}>
      {text}
    </div>
  );
}
