// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import type { Span, StepKind, StepNews } from '../../api/types';
import { cost, count, plural, short } from '../../format/number';
import { duration } from '../../format/time';
import { Button } from '../../parts/Button';
import { shortName } from '../../record/names';
import {
  addedIds,
  countOf,
  segmentsOf,
  unchangedOf,
  type Segment,
  type Step,
} from '../../record/story';
import type { TreeNode } from '../../record/tree';
import { useOpening } from '../../content/openings';
import { useView } from '../view';
import { EntryHead, FailureLine } from './EntryHead';
import { MessageView } from './MessageView';
import { ToolsOffered } from './ToolsOffered';
import styles from './story.module.css';

/** A model call: what its context gained and lost since the call before, and what it answered. */
export function GenerationEntry({ node }: { readonly node: TreeNode }) {
  const { story } = useView();
  const span = node.span;
  if (span === null) return null;
  const step = story.steps.get(span.span_id);
  return (
    <>
      <EntryHead
        span={span}
        title={shortName(span)}
        note={step === undefined ? undefined : `step ${step.number}`}
        facts={factsOf(span)}
      />
      <FailureLine span={span} />
      {step !== undefined && (
        <>
          <SystemChange step={step} />
          <ToolsOffered step={step} />
          <ContextChange step={step} spanId={span.span_id} />
          <Answers step={step} span={span} />
        </>
      )}
    </>
  );
}

function factsOf(span: Span): (string | null)[] {
  const call = span.generation;
  const usage = call?.usage;
  const attempts = call?.attempts ?? 1;
  return [
    attempts > 1 ? `${attempts} attempts` : null,
    call?.time_to_first_token_ms === undefined
      ? call?.streaming === true
        ? 'streamed'
        : null
      : `first token ${duration(call.time_to_first_token_ms)}`,
    span.status === 'running' ? 'running' : duration(span.duration_ms),
    usage === undefined ? null : `${short(usage.input_tokens)} → ${short(usage.output_tokens)} tok`,
    call?.cost == null ? null : cost(call.cost),
  ];
}

function SystemChange({ step }: { readonly step: Step }) {
  const { basis, system } = step.news;
  const told = basis === 'first' || basis === 'compared';
  const shown = told ? addedIds(system) : (step.span.generation?.system ?? []);
  const changed = basis === 'compared' && system.some((change) => change.kind !== 'unchanged');
  return (
    <>
      {changed && <p className={styles['change']}>~ system prompt edited</p>}
      {shown.map((id) => (
        <MessageView key={id} id={id} place="system" within={step.span.span_id} />
      ))}
    </>
  );
}

/** “14 unchanged since step 6 · + 2 new”, each part of which opens. */
function ContextChange({ step, spanId }: { readonly step: Step; readonly spanId: string }) {
  const { open, full, toggleOpen } = useView();
  const { news } = step;
  const told = news.basis === 'first' || news.basis === 'compared';
  const shown = full || !told || open.has(spanId);
  const segments = useMemo(() => segmentsOf(step), [step]);
  return (
    <>
      <p className={styles['delta']}>
        <Unchanged step={step} shown={shown} onToggle={() => toggleOpen(spanId)} fixed={full} />
        <Amount news={news} kind="new" words="new" sign="+" />
        <Amount news={news} kind="edited" words="edited" sign="~" />
        <Amount news={news} kind="gone" words="left the context" sign="−" />
        {news.compacted && <b>context compacted</b>}
        {news.replaced && <b>context replaced</b>}
        {countOf(news.changes, 'reasoning_left') > 0 && (
          <span>
            {plural(countOf(news.changes, 'reasoning_left'), 'answer')} came back without reasoning
          </span>
        )}
        {news.basis === 'first' && <span className={styles['faint']}>first call</span>}
        {news.basis === 'undetermined' && <span>no earlier call to compare with</span>}
        {news.basis === 'unknown' && <span>what it saw was not recorded from its beginning</span>}
      </p>
      {segments.map((segment, i) => (
        <SegmentView
          key={i}
          segment={segment}
          shown={shown}
          name={`${spanId}-${i}`}
          within={spanId}
        />
      ))}
    </>
  );
}

interface UnchangedProps {
  readonly step: Step;
  readonly shown: boolean;
  readonly fixed: boolean;
  readonly onToggle: () => void;
}

function Unchanged({ step, shown, fixed, onToggle }: UnchangedProps) {
  const { story } = useView();
  const { reference } = step.news;
  const unchanged = unchangedOf(step.news);
  const before = reference === undefined ? undefined : story.steps.get(reference);
  if (unchanged === 0) return null;
  return (
    <button type="button" aria-expanded={shown} disabled={fixed} onClick={onToggle}>
      {count(unchanged)} unchanged
      {before === undefined ? '' : ` since step ${before.number}`}
    </button>
  );
}

interface AmountProps {
  readonly news: StepNews;
  readonly kind: StepKind;
  readonly words: string;
  readonly sign: string;
}

function Amount({ news, kind, words, sign }: AmountProps) {
  const messages = countOf(news.changes, kind);
  if (messages === 0) return null;
  const tokens = news.tokens?.[kind];
  const size = tokens === undefined ? undefined : `about ${count(tokens)} tokens, estimated`;
  return (
    <span data-gone={kind === 'gone' || undefined} title={size}>
      {sign} {count(messages)} {words}
    </span>
  );
}

interface SegmentViewProps {
  readonly segment: Segment;
  readonly shown: boolean;
  readonly name: string;
  readonly within: string;
}

function SegmentView({ segment, shown, name, within }: SegmentViewProps) {
  const [gone, setGone] = useOpening(`gone-${name}`);
  if (segment.kind === 'same' && !shown) return null;
  if (segment.kind === 'gone' && !gone) {
    return (
      <Button tone="text" onClick={() => setGone(true)}>
        Show {plural(segment.ids.length, 'message')} that left the context
      </Button>
    );
  }
  return segment.ids.map((id, i) => (
    <MessageView key={`${id}-${i}`} id={id} place={segment.kind} within={within} />
  ));
}

function Answers({ step, span }: { readonly step: Step; readonly span: Span }) {
  const choices = span.generation?.choices ?? [];
  if (choices.length === 0 && span.status === 'ok') {
    return <p className={styles['faint']}>The answer was not recorded.</p>;
  }
  return choices.map((choice, i) => (
    <div key={i}>
      {choices.length > 1 && (
        <p className={styles['change']}>
          Choice {i + 1} of {choices.length}
        </p>
      )}
      {choice.map((id) => (
        <MessageView key={id} id={id} place="answer" within={step.span.span_id} />
      ))}
    </div>
  ));
}
