// SPDX-License-Identifier: Apache-2.0
import type { ToolCall } from '../../api/types';
import { visible } from '../../format/text';
import { Value } from '../../content/Value';
import { Glyph } from '../../parts/Glyph';
import { parsed } from '../../record/messages';
import styles from './story.module.css';

/** What the model asked for: the name of each tool and its arguments as a small table. */
export function ToolCalls({
  name,
  calls,
}: {
  readonly name: string;
  readonly calls: readonly ToolCall[];
}) {
  return calls.map((call, i) => {
    const args = call.function.arguments;
    const broken = /^\s*[[{]/.test(args) && typeof parsed(args) === 'string';
    return (
      <div key={call.id ?? i} className={styles['call']}>
        <p>
          <Glyph kind="TOOL" />
          <span className={styles['faint']}>calls</span>
          <b>{visible(call.function.name)}</b>
          {broken && <em>arguments are not valid JSON</em>}
        </p>
        {args !== '' && args !== '{}' && <Value name={`${name}-call-${i}`} value={args} />}
      </div>
    );
  });
}
