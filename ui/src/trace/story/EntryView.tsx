// SPDX-License-Identifier: Apache-2.0
import { memo, useCallback, type ReactNode } from 'react';
import { apiUrl } from '../../api/fetch';
import { BlobContext } from '../../content/blobs';
import { plural } from '../../format/number';
import { clock, duration } from '../../format/time';
import { visible } from '../../format/text';
import { StatusMark } from '../../parts/StatusMark';
import type { StoryEntry } from '../../record/story';
import { useOpening } from '../../content/openings';
import { usePreferences } from '../../shell/preferences';
import { useView } from '../view';
import { FeedbackLines } from './FeedbackLines';
import { GenerationEntry } from './GenerationEntry';
import { OtherEntry } from './OtherEntry';
import { RetrievalEntry } from './RetrievalEntry';
import { ToolEntry } from './ToolEntry';
import styles from './story.module.css';

interface EntryViewProps {
  readonly entry: StoryEntry;
  readonly selected: boolean;
  readonly last: boolean;
}

export const EntryView = memo(function EntryView({ entry, selected, last }: EntryViewProps) {
  if (entry.kind === 'turn') return <TurnHead entry={entry} selected={selected} />;
  if (entry.kind === 'quiet') return <QuietRun entry={entry} />;
  return (
    <WithBlobs traceId={entry.node.trace.trace_id}>
      <SpanEntry entry={entry} selected={selected} last={last} />
    </WithBlobs>
  );
});

function WithBlobs({
  traceId,
  children,
}: {
  readonly traceId: string;
  readonly children: ReactNode;
}) {
  const { project } = useView();
  const address = useCallback(
    (sha256: string) => apiUrl(`/traces/${traceId}/blobs/${sha256}`, { project }),
    [traceId, project],
  );
  return <BlobContext value={address}>{children}</BlobContext>;
}

interface SpanEntryProps {
  readonly entry: Extract<StoryEntry, { kind: 'span' }>;
  readonly selected: boolean;
  readonly last: boolean;
}

function SpanEntry({ entry, selected, last }: SpanEntryProps) {
  const { node } = entry;
  const type = node.span?.type ?? 'SPAN';
  return (
    <article
      className={styles['entry']}
      data-entry={entry.key}
      data-kind={type}
      data-selected={selected}
      data-last={last}
      aria-label={`${type.toLowerCase()} ${visible(node.span?.name ?? '')}`}
    >
      {type === 'GENERATION' && <GenerationEntry node={node} />}
      {type === 'TOOL' && <ToolEntry node={node} />}
      {type === 'RETRIEVAL' && <RetrievalEntry node={node} />}
      {type !== 'GENERATION' && type !== 'TOOL' && type !== 'RETRIEVAL' && (
        <OtherEntry node={node} />
      )}
      <FeedbackLines target={entry.key} />
    </article>
  );
}

function TurnHead({
  entry,
  selected,
}: {
  entry: Extract<StoryEntry, { kind: 'turn' }>;
  selected: boolean;
}) {
  const { zone } = usePreferences();
  const { trace, turn } = entry;
  return (
    <div className={styles['turn']} data-entry={entry.key} data-selected={selected}>
      <h2>
        <button type="button" data-select>
          Turn {turn}
        </button>
      </h2>
      <span>{clock(trace.start_time, zone)}</span>
      <span>{duration(trace.duration_ms)}</span>
      <StatusMark status={trace.status} quiet />
      <FeedbackLines target={trace.trace_id} />
    </div>
  );
}

/** Steps of the framework, folded into one line that says how many and which. */
function QuietRun({ entry }: { entry: Extract<StoryEntry, { kind: 'quiet' }> }) {
  const { selected } = useView();
  const holdsSelected = entry.nodes.some((node) => node === selected);
  const [asked, setAsked] = useOpening(entry.key);
  const open = asked || holdsSelected;
  const names = [...new Set(entry.nodes.map((node) => node.span?.name ?? ''))];
  return (
    <div className={styles['quiet']}>
      <button type="button" aria-expanded={open} onClick={() => setAsked(!asked)}>
        {plural(entry.nodes.length, 'other span')}
      </button>
      {!open && (
        <span>
          {visible(names.slice(0, 4).join(', '))}
          {names.length > 4 ? ', …' : ''}
        </span>
      )}
      {open &&
        entry.nodes.map((node) => (
          <article
            key={node.key}
            className={styles['entry']}
            data-entry={node.key}
            data-kind={node.span?.type}
            data-selected={node === selected}
            aria-label={`span ${visible(node.span?.name ?? '')}`}
          >
            <OtherEntry node={node} />
          </article>
        ))}
    </div>
  );
}
