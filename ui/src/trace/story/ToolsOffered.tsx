// SPDX-License-Identifier: Apache-2.0
import type { Json } from '../../api/types';
import { plural } from '../../format/number';
import { visible } from '../../format/text';
import { JsonView } from '../../content/JsonView';
import { useOpening } from '../../content/openings';
import { isObject } from '../../record/documents';
import { addedIds, removedIds, type Step } from '../../record/story';
import { useView } from '../view';
import styles from './story.module.css';

/** The tools that the model could call, where they differ from the call before. */
export function ToolsOffered({ step }: { readonly step: Step }) {
  const { recording } = useView();
  const added = addedIds(step.news.tools);
  const removed = removedIds(step.news.tools);
  const [open, setOpen] = useOpening(`tools-${step.span.span_id}`);
  if (added.length === 0 && removed.length === 0) return null;
  const name = (id: string) => toolName(recording.tools[id]) ?? id.slice(0, 8);
  return (
    <div className={styles['offered']}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {step.news.basis === 'first'
          ? `${plural(added.length, 'tool')} offered`
          : `~ tools changed: + ${added.length} − ${removed.length}`}
      </button>
      <span>{visible(added.map(name).join(', '))}</span>
      {open &&
        added.map((id) => (
          <JsonView
            key={id}
            name={`tool-${id}`}
            label={name(id)}
            value={recording.tools[id] ?? null}
            depth={1}
          />
        ))}
    </div>
  );
}

function toolName(tool: Json | undefined): string | null {
  if (!isObject(tool)) return null;
  const inner = isObject(tool['function']) ? tool['function'] : tool;
  return typeof inner['name'] === 'string' ? inner['name'] : null;
}
