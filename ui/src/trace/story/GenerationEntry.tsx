// SPDX-License-Identifier: Apache-2.0
import type { Span } from '../../api/types';
import { cost, count, plural, short } from '../../format/number';
import { duration } from '../../format/time';
import { Button } from '../../parts/Button';
import type { Segment } from '../../record/chain';
import { shortName } from '../../record/names';
import type { Step } from '../../record/story';
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
  if (step.newSystem.length === 0 && !step.systemChanged) return null;
  return (
    <>
      {step.systemChanged && <p className={styles['change']}>~ system prompt edited</p>}
      {step.newSystem.map((id) => (
        <MessageView key={id} id={id} place="system" within={step.span.span_id} />
      ))}
    </>
  );
}

/** “14 unchanged since step 6 · + 2 new”, each part of which opens. */
function ContextChange({ step, spanId }: { readonly step: Step; readonly spanId: string }) {
  const { story, open, full, toggleOpen } = useView();
  const { delta } = step;
  const before = delta.reference === null ? undefined : story.steps.get(delta.reference);
  const shown = full || open.has(spanId);
  return (
    <>
      <p className={styles['delta']}>
        {delta.same > 0 && (
          <button
            type="button"
            aria-expanded={shown}
            disabled={full}
            onClick={() => toggleOpen(spanId)}
          >
            {count(delta.same)} unchanged
            {before === undefined ? '' : ` since step ${before.number}`}
          </button>
        )}
        {delta.added > 0 && <span>+ {count(delta.added)} new</span>}
        {delta.gone > 0 && <span data-gone>− {count(delta.gone)} left the context</span>}
        {delta.gone >= 3 && delta.added <= 2 && <b>context compacted</b>}
        {delta.withoutReasoning > 0 && (
          <span>{plural(delta.withoutReasoning, 'answer')} came back without reasoning</span>
        )}
        {delta.complete && before === undefined && (
          <span className={styles['faint']}>first call</span>
        )}
        {!delta.complete && <span>no earlier call to compare with</span>}
      </p>
      {delta.segments.map((segment, i) => (
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
