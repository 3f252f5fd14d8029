// SPDX-License-Identifier: Apache-2.0
import type { Json } from '../api/types';
import { visible } from '../format/text';
import { flatRows, isObject } from '../record/documents';
import { messagesIn, unwrapped } from '../record/messages';
import styles from './content.module.css';
import { JsonView, Scalar } from './JsonView';
import { LongText } from './LongText';
import { MessageList } from './MessageList';
import { Rows } from './Rows';

interface ValueProps {
  readonly name: string;
  readonly value: Json;
}

/** Any value by its shape: named fields as a small table, other JSON as a tree, text as text. */
export function Value({ name, value }: ValueProps) {
  const read = unwrapped(value) ?? null;
  if (typeof read === 'string') return <LongText name={name} text={read} mono />;
  const messages = messagesIn(read);
  if (messages !== null) return <MessageList name={name} messages={messages} />;
  if (isObject(read)) {
    const fields = Object.entries(read);
    if (fields.length > 0 && fields.length <= 24) return <Fields name={name} fields={fields} />;
  }
  const rows = flatRows(read);
  if (rows !== null) return <Rows name={name} rows={rows} />;
  return <JsonView name={name} value={read} />;
}

/** Names and values, such as the arguments of a tool call. */
export function Fields({
  name,
  fields,
}: {
  readonly name: string;
  readonly fields: readonly (readonly [string, Json])[];
}) {
  const wordy = fields.some(([key]) => key.length > 16);
  return (
    <table className={styles['fields']} data-wordy={wordy}>
      <tbody>
        {fields.map(([key, value]) => (
          <tr key={key}>
            <th scope="row">{visible(key)}</th>
            <td>
              <FieldValue name={`${name}/${key}`} value={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FieldValue({ name, value }: ValueProps) {
  if (typeof value === 'string' && (value.length > 120 || value.includes('\n'))) {
    return <LongText name={name} text={value} mono />;
  }
  const rows = flatRows(value);
  if (rows !== null) return <Rows name={name} rows={rows} />;
  if (typeof value === 'object' && value !== null) {
    return <JsonView name={name} value={value} depth={1} />;
  }
  return <Scalar value={value} />;
}
