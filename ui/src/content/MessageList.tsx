// SPDX-License-Identifier: Apache-2.0
import type { Message } from '../api/types';
import { visible } from '../format/text';
import { BlockView } from './BlockView';
import styles from './content.module.css';

/** Messages that stand in a value rather than in a context, such as the input of an agent. */
export function MessageList({
  name,
  messages,
}: {
  readonly name: string;
  readonly messages: readonly Message[];
}) {
  return messages.map((message, i) => (
    <div key={i} className={styles['said']}>
      <b>{visible(message.role)}</b>
      {message.content.map((block, j) => (
        <BlockView
          key={j}
          name={`${name}-${i}-${j}`}
          block={block}
          plain={message.role !== 'assistant'}
        />
      ))}
    </div>
  ));
}
