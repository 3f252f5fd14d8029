// SPDX-License-Identifier: Apache-2.0
import type { Message, Span } from '../../api/types';
import { visible } from '../../format/text';
import { useOpening } from '../../content/openings';
import { Glyph } from '../../parts/Glyph';
import { shortName } from '../../record/names';
import { parsed, sameJson, textOf, unwrapped } from '../../record/messages';
import { useView } from '../view';
import { MessageBody } from './MessageView';
import styles from './story.module.css';

interface RepeatedResultProps {
  readonly id: string;
  readonly message: Message;
  readonly within: string;
}

/**
 * A tool's result as the model received it. Where the tool's own step stands above with the same
 * result, one line is enough; where they differ, that is said and the result is shown.
 */
export function RepeatedResult({ id, message, within }: RepeatedResultProps) {
  const { story, message: chosen, selected } = useView();
  const tool =
    message.tool_call_id === undefined ? undefined : story.toolByCall.get(message.tool_call_id);
  const same = tool !== undefined && sameResult(tool, message);
  const [open, setOpen] = useOpening(`result-${within}-${id}`, !same);
  return (
    <div
      role="group"
      className={styles['message']}
      data-role="tool"
      data-place="new"
      data-quiet={!open}
      data-message={id}
      data-chosen={chosen === id && selected?.key === within}
      aria-label="tool message"
    >
      <header className={styles['speaker']}>
        <span className={styles['sign']}>+</span>
        <Glyph kind="TOOL" />
        <b>tool result</b>
        {tool !== undefined && <span>{visible(shortName(tool))}</span>}
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {same
            ? 'as returned above'
            : tool === undefined
              ? 'no step of its own'
              : 'differs from what the tool returned'}
        </button>
      </header>
      {open && <MessageBody name={`${within}-${id}`} message={message} plain />}
    </div>
  );
}

function sameResult(tool: Span, message: Message): boolean {
  if (tool.output === undefined) return false;
  const said = textOf(message);
  const output = tool.output;
  return said === output || sameJson(parsed(said), unwrapped(output) ?? output);
}
