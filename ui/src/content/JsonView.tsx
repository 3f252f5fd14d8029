// SPDX-License-Identifier: Apache-2.0
import type { Json } from '../api/types';
import { plural } from '../format/number';
import { visible } from '../format/text';
import { Button } from '../parts/Button';
import { Icon } from '../parts/Icon';
import styles from './content.module.css';
import { LongText } from './LongText';
import { useOpening } from './openings';

interface JsonViewProps {
  readonly name: string;
  readonly value: Json;
  readonly label?: string;
  readonly depth?: number;
}

/** Members beyond this wait for a click. */
const MEMBER_LIMIT = 60;
const INLINE_TEXT = 120;

/** JSON as a tree: two levels open, texts cut as anywhere, every fold with its size. */
export function JsonView({ name, value, label, depth = 0 }: JsonViewProps) {
  if (typeof value === 'object' && value !== null) {
    return <Branch name={name} value={value} label={label} depth={depth} />;
  }
  const long = typeof value === 'string' && (value.length > INLINE_TEXT || value.includes('\n'));
  return (
    <div className={styles['leaf']} data-long={long}>
      {label !== undefined && <span className={styles['member']}>{visible(label)}</span>}
      {long ? <LongText name={name} text={value} mono /> : <Scalar value={value} />}
    </div>
  );
}

/** A value without members, on one line. */
export function Scalar({ value }: { readonly value: null | boolean | number | string }) {
  const type = value === null ? 'null' : typeof value;
  return (
    <span className={styles['scalar']} data-type={type}>
      <bdi>{typeof value === 'string' ? visible(value) : String(value)}</bdi>
    </span>
  );
}

/** A few short fields take less room open than the click to open them. */
function isSmall(members: readonly [string, Json][]): boolean {
  return (
    members.length <= 6 &&
    members.every(([, value]) => typeof value !== 'object' && String(value).length <= 200)
  );
}

function Branch({
  name,
  value,
  label,
  depth,
}: {
  readonly name: string;
  readonly value: Extract<Json, object>;
  readonly label: string | undefined;
  readonly depth: number;
}) {
  const isList = Array.isArray(value);
  const members = Object.entries<Json>(value);
  const [open, setOpen] = useOpening(`json-${name}`, depth < 2 || isSmall(members));
  const [all, setAll] = useOpening(`json-all-${name}`);
  const size = isList ? `[${members.length}]` : plural(members.length, 'field');
  if (members.length === 0) {
    return (
      <div className={styles['leaf']}>
        {label !== undefined && <span className={styles['member']}>{visible(label)}</span>}
        <span className={styles['scalar']}>{isList ? '[ ]' : '{ }'}</span>
      </div>
    );
  }
  return (
    <div className={styles['branch']}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="chevron" />
        {label !== undefined && <span className={styles['member']}>{visible(label)}</span>}
        <small>{size}</small>
      </button>
      {open && (
        <div className={styles['members']}>
          {members.slice(0, all ? undefined : MEMBER_LIMIT).map(([key, member]) => (
            <JsonView
              key={key}
              name={`${name}/${key}`}
              value={member}
              label={key}
              depth={depth + 1}
            />
          ))}
          {!all && members.length > MEMBER_LIMIT && (
            <Button tone="text" onClick={() => setAll(true)}>
              Show {plural(members.length - MEMBER_LIMIT, 'more', 'more')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
