// SPDX-License-Identifier: Apache-2.0
import { cost, short } from '../../format/number';
import { duration } from '../../format/time';
import { Menu } from '../../parts/Menu';
import { ticks, type Ruler } from '../../record/timeline';
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

function Marks({ ruler }: { readonly ruler: Ruler }) {
  const { ruler: unit, story } = useView();
  if (unit === 'tokens' || unit === 'cost') {
    const most = largest(unit, story.nodes);
    const text = unit === 'tokens' ? short(most) : cost(String(most));
    return <Mark at={1} text={text} end />;
  }
  if (unit === 'steps') return null;
  if (ruler.gaps.length > 0) {
    return ruler.gaps
      .slice(0, 4)
      .map((gap) => (
        <Mark key={gap.start} at={gap.at} text={`⫽ ${duration(gap.end - gap.start)}`} />
      ));
  }
  return ticks(ruler.end - ruler.start, 3).map((ms) => (
    <Mark key={ms} at={ruler.place(ruler.start + ms)} text={duration(ms)} />
  ));
}

function Mark({ at, text, end = false }: { at: number; text: string; end?: boolean }) {
  return (
    <span data-end={end || at > 0.6} style={{ left: `${at * 100}%` }}>
      {text}
    </span>
  );
}
