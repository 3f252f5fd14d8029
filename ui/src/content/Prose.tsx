// SPDX-License-Identifier: Apache-2.0
import { lazy, Suspense } from 'react';
import { bytes } from '../format/number';
import { Button } from '../parts/Button';
import styles from './content.module.css';
import { CutText, LongText } from './LongText';
import { useOpening } from './openings';

const Markdown = lazy(() => import('./Markdown'));

/** Rendering takes half a second for 100 KB, so larger texts are rendered only when asked. */
const RENDER_LIMIT = 30 * 1024;

interface ProseProps {
  readonly name: string;
  readonly text: string;
  /** Shown as it was written, without Markdown. */
  readonly plain: boolean;
}

export function Prose({ name, text, plain }: ProseProps) {
  const [asked, setAsked] = useOpening(`render-${name}`);
  if (plain) return <LongText name={name} text={text} />;
  if (text.length > RENDER_LIMIT && !asked) {
    return (
      <>
        <LongText name={name} text={text} />
        <Button tone="text" onClick={() => setAsked(true)}>
          Render as Markdown · {bytes(text.length)}
        </Button>
      </>
    );
  }
  return (
    <CutText name={name} text={text}>
      {(shown) => (
        <Suspense fallback={<div className={styles['plain']}>{shown}</div>}>
          <Markdown text={shown} />
        </Suspense>
      )}
    </CutText>
  );
}
