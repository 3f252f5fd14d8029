// SPDX-License-Identifier: Apache-2.0
import type { Json } from '../../api/types';
import { plural } from '../../format/number';
import { visible } from '../../format/text';
import { JsonView } from '../../content/JsonView';
import { useOpening } from '../../content/openings';
import { isObject } from '../../record/documents';
import type { Step } from '../../record/story';
import { useView } from '../view';
import styles from './story.module.css';

/** The tools that the model could call, where they differ from the call before. */
export function ToolsOffered({ step }: { readonly step: Step }) {
  const { recording } = useView();
  const first = step.delta.reference === null;
  const [open, setOpen] = useOpening(`tools-${step.span.span_id}`);
  if (step.toolsAdded.length === 0 && step.toolsRemoved.length === 0) return null;
  const name = (id: string) => toolName(recording.tools[id]) ?? id.slice(0, 8);
  return (
    <div className={styles['offered']}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {first
          ? `${plural(step.toolsAdded.length, 'tool')} offered`
          : `~ tools changed: + ${step.toolsAdded.length} − ${step.toolsRemoved.length}`}
      </button>
      <span>{visible([...step.toolsAdded].map(name).join(', '))}</span>
      {open &&
        step.toolsAdded.map((id) => (
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
