// SPDX-License-Identifier: Apache-2.0
import { plural } from '../format/number';
import { visible } from '../format/text';
import { Button } from '../parts/Button';
import type { FlatRows } from '../record/documents';
import styles from './content.module.css';
import { Scalar } from './JsonView';
import { useOpening } from './openings';

/** Rows beyond this wait for a click. */
const ROW_LIMIT = 20;

/** A list of like objects as a table. */
export function Rows({
  name,
  rows: { columns, rows },
}: {
  readonly name: string;
  readonly rows: FlatRows;
}) {
  const [all, setAll] = useOpening(`rows-${name}`);
  return (
    <div
      className={styles['tableBox']}
      tabIndex={0}
      role="group"
      aria-label={plural(rows.length, 'row')}
    >
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {visible(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, all ? undefined : ROW_LIMIT).map((row, i) => (
            <tr key={i}>
              {columns.map((column) => (
                <td key={column}>{row[column] !== undefined && <Scalar value={row[column]} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!all && rows.length > ROW_LIMIT && (
        <Button tone="text" onClick={() => setAll(true)}>
          Show {plural(rows.length - ROW_LIMIT, 'more row')}
        </Button>
      )}
    </div>
  );
}
