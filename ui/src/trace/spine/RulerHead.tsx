// SPDX-License-Identifier: Apache-2.0
import { cost, short } from '../../format/number';
import { duration } from '../../format/time';
import { Menu } from '../../parts/Menu';
import { ticks, type Ruler } from '../../record/timeline';
import type { TreeNode } from '../../record/tree';
import { RULER_UNITS, type RulerUnit } from '../../routes';
import { useView } from '../view';
import { largest } from './bars';
import styles from './spine.module.css';

const LABELS: Readonly<Record<RulerUnit, string>> = {
  time: 'Time',
  tokens: 'Tokens',
  cost: 'Cost',
  steps: 'Steps',
};

/** The unit of the bars and the marks above them. */
export function RulerHead({ ruler }: { readonly ruler: Ruler }) {
  const { ruler: unit, setRuler, foldIdle, setFoldIdle } = useView();
  const offered = unit === 'time' && (ruler.idle > 0.5 || ruler.gaps.length > 0);
  return (
    <div className={styles['head']}>
      <Menu
        label={`Ruler: ${LABELS[unit]}`}
        chosen={unit}
        choices={RULER_UNITS.map((id, i) => ({ id, label: LABELS[id], note: String(i + 1) }))}
        onChoose={(id) => setRuler(id as RulerUnit)}
      >
        {LABELS[unit]}
      </Menu>
      {offered && (
        <button
          type="button"
          className={styles['idle']}
          aria-pressed={foldIdle}
          onClick={() => setFoldIdle(!foldIdle)}
        >
          {foldIdle ? 'Show pauses' : `Fold pauses · ${Math.round(ruler.idle * 100)} %`}
        </button>
      )}
      <div className={styles['marks']} aria-hidden="true">
        <Marks ruler={ruler} />
      </div>
    </div>
  );
}

interface MarkAt {
  readonly at: number;
  readonly text: string;
}

function marksOf(unit: RulerUnit, ruler: Ruler, nodes: readonly TreeNode[]): MarkAt[] {
  if (unit === 'steps') return [];
  if (unit !== 'time') {
    const most = largest(unit, nodes);
    return [{ at: 1, text: unit === 'tokens' ? short(most) : cost(String(most)) }];
  }
  if (ruler.gaps.length > 0) {
    return ruler.gaps.map(({ at, start, end }) => ({ at, text: `⫽ ${duration(end - start)}` }));
  }
  return ticks(ruler.end - ruler.start, 3).map((ms) => ({
    at: ruler.place(ruler.start + ms),
    text: duration(ms),
  }));
}

/** What a label takes of the ruler, by its length: it is some 150 pixels wide. */
function widthOf(text: string): number {
  return (text.length * 6 + 10) / 150;
}

/** The marks whose labels do not run into one another; at the end they stand left of their line. */
function Marks({ ruler }: { readonly ruler: Ruler }) {
  const { ruler: unit, story } = useView();
  const placed: (MarkAt & { end: boolean })[] = [];
  let free = 0;
  for (const mark of marksOf(unit, ruler, story.nodes)) {
    const width = widthOf(mark.text);
    const end = mark.at + width > 1;
    const from = end ? mark.at - width : mark.at;
    if (from < free) continue;
    placed.push({ ...mark, end });
    free = from + width;
  }
  return placed.map(({ at, text, end }) => (
    <span key={at} data-end={end} style={{ left: `${at * 100}%` }}>
      {text}
    </span>
  ));
}
