// SPDX-License-Identifier: Apache-2.0
import type { Message } from '../../api/types';
import { bytes, plural } from '../../format/number';
import { visible } from '../../format/text';
import { BlockView } from '../../content/BlockView';
import { LongText } from '../../content/LongText';
import { useOpening } from '../../content/openings';
import { copyText } from '../../parts/Copy';
import { textOf } from '../../record/messages';
import { useView } from '../view';
import { RepeatedResult } from './RepeatedResult';
import { ToolCalls } from './ToolCalls';
import styles from './story.module.css';

export type Place = 'system' | 'same' | 'new' | 'gone' | 'edited' | 'answer';

interface MessageViewProps {
  readonly id: string;
  readonly place: Place;
  /** The call in whose context it stands. */
  readonly within: string;
}

const SIGNS: Readonly<Record<Place, string>> = {
  system: '',
  same: '',
  new: '+',
  gone: '−',
  edited: '~',
  answer: '',
};

/** A message: who said it, what it thought, what it said, what it asked tools to do. */
export function MessageView({ id, place, within }: MessageViewProps) {
  const { recording, message: chosen, selected } = useView();
  const message = recording.messages[id];
  const name = `${within}-${id}`;
  const assistant = message?.role === 'assistant';
  const [plain, setPlain] = useOpening(`plain-${name}`, !assistant);
  if (message === undefined) {
    return <p className={styles['faint']}>Message {id.slice(0, 12)}… is not in the record.</p>;
  }
  if (message.role === 'tool' && place === 'new') {
    return <RepeatedResult id={id} message={message} within={within} />;
  }
  return (
    <div
      role="group"
      className={styles['message']}
      data-role={message.role}
      data-place={place}
      data-message={id}
      data-chosen={chosen === id && selected?.key === within}
      aria-label={`${message.role} message`}
    >
      <MessageHead
        id={id}
        message={message}
        place={place}
        within={within}
        plain={plain}
        onPlain={setPlain}
      />
      <Reasoning name={name} message={message} />
      <MessageBody name={name} message={message} plain={plain} />
    </div>
  );
}

/** The blocks of a message and its calls. */
export function MessageBody({
  name,
  message,
  plain,
}: {
  name: string;
  message: Message;
  plain: boolean;
}) {
  return (
    <>
      {message.content.map((block, i) => (
        <BlockView
          key={i}
          name={`${name}-${i}`}
          block={block}
          plain={plain}
          data={message.role === 'tool'}
        />
      ))}
      <ToolCalls name={name} calls={message.tool_calls ?? []} />
      {message.content.length === 0 &&
        (message.tool_calls ?? []).length === 0 &&
        message.reasoning_content === undefined && <p className={styles['faint']}>empty</p>}
    </>
  );
}

interface MessageHeadProps extends MessageViewProps {
  readonly message: Message;
  readonly plain: boolean;
  readonly onPlain: (plain: boolean) => void;
}

function MessageHead({ id, message, place, within, plain, onPlain }: MessageHeadProps) {
  const { linkTo } = useView();
  const speaks = message.content.some((block) => block.type === 'text');
  return (
    <header className={styles['speaker']}>
      {SIGNS[place] !== '' && <span className={styles['sign']}>{SIGNS[place]}</span>}
      <b>{visible(message.role)}</b>
      {message.name !== undefined && <span>{visible(message.name)}</span>}
      <span className={styles['tools']}>
        {speaks && (
          <button type="button" aria-pressed={!plain} onClick={() => onPlain(!plain)}>
            {plain ? 'Plain' : 'Markdown'}
          </button>
        )}
        <button type="button" onClick={() => void copyText(textOf(message), 'Text')}>
          Copy
        </button>
        <button type="button" onClick={() => void copyText(linkTo(within, id), 'Link')}>
          Link
        </button>
      </span>
    </header>
  );
}

function Reasoning({ name, message }: { readonly name: string; readonly message: Message }) {
  const text = message.reasoning_content;
  const [open, setOpen] = useOpening(`reasoning-${name}`);
  if (text === undefined || text === '') return null;
  const lines = text.split('\n').length;
  return (
    <div className={styles['reasoning']}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        Reasoning · {bytes(new TextEncoder().encode(text).length)} · {plural(lines, 'line')}
      </button>
      {open && <LongText name={`reasoning-${name}`} text={text} />}
    </div>
  );
}
