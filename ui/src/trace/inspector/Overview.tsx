// SPDX-License-Identifier: Apache-2.0
import type { Generation, Span } from '../../api/types';
import { cost, plural } from '../../format/number';
import { visible } from '../../format/text';
import { duration, instant, millis } from '../../format/time';
import { Fields, Value } from '../../content/Value';
import { usePreferences } from '../../shell/preferences';
import { useView } from '../view';
import { Below } from './Below';
import { Facts, Section } from './Facts';
import { SpanEvents } from './SpanEvents';
import { TokenStack } from './TokenStack';
import styles from './inspector.module.css';

export function Overview({ span }: { readonly span: Span }) {
  const { selected } = useView();
  const call = span.generation;
  return (
    <>
      <Troubles span={span} />
      {call !== undefined && <ModelSection call={call} />}
      {call !== undefined && (
        <Section title="Tokens">
          <TokenStack usage={call.usage} />
        </Section>
      )}
      {call === undefined && span.input !== undefined && (
        <Section title="Input">
          <Value name={`${span.span_id}-inspected-in`} value={span.input} />
        </Section>
      )}
      <Timing span={span} />
      {selected !== undefined && <Below node={selected} />}
      <SpanEvents span={span} />
      <Origin span={span} />
    </>
  );
}

/** Failure, loss and doubt, before anything else. */
function Troubles({ span }: { readonly span: Span }) {
  const lost = Object.entries(span.dropped ?? {}).filter(([, n]) => n > 0);
  if (span.status !== 'error' && lost.length === 0 && span.flags.length === 0) return null;
  return (
    <div className={styles['troubles']}>
      {span.status === 'error' && (
        <p data-error>
          <b>{visible(span.error_type ?? 'Failed')}</b>
          {span.status_message !== undefined && <span>{visible(span.status_message)}</span>}
        </p>
      )}
      {lost.map(([what, n]) => (
        <p key={what}>
          <b>{plural(n, what.replace(/s$/, ''))} left out</b>
          <span>The sender or the server dropped them.</span>
        </p>
      ))}
      {span.flags.map((flag) => (
        <p key={flag}>
          <b>Flag: {visible(flag)}</b>
        </p>
      ))}
    </div>
  );
}

function ModelSection({ call }: { readonly call: Generation }) {
  const asked = call.request_model;
  const parameters = Object.entries(call.parameters);
  return (
    <Section title="Model">
      <Facts
        facts={[
          { name: 'Model', value: call.response_model ?? call.model },
          {
            name: 'Requested',
            value: asked === (call.response_model ?? call.model) ? undefined : asked,
          },
          { name: 'Provider', value: call.provider },
          {
            name: 'Cost',
            value: call.cost == null ? '— (no known price)' : cost(call.cost),
            title: call.cost == null ? '' : `$${call.cost}`,
          },
          {
            name: 'Finished',
            value: call.finish_reasons.length === 0 ? undefined : call.finish_reasons.join(', '),
          },
          {
            name: 'Attempts',
            value: call.attempts === undefined ? undefined : String(call.attempts),
          },
          { name: 'Response', value: call.response_id, copy: true },
        ]}
      />
      {parameters.length > 0 && (
        <>
          <h4 className={styles['sub']}>Parameters</h4>
          <Fields name="parameters" fields={parameters} />
        </>
      )}
    </Section>
  );
}

function Timing({ span }: { readonly span: Span }) {
  const { zone } = usePreferences();
  const first = span.generation?.time_to_first_token_ms;
  return (
    <Section title="Timing">
      <Facts
        facts={[
          {
            name: 'Took',
            value: span.status === 'running' ? 'still running' : duration(span.duration_ms),
          },
          { name: 'First token', value: first === undefined ? undefined : duration(first) },
          { name: 'Speed', value: speed(span) },
          { name: 'Started', value: instant(span.start_time, zone), title: span.start_time },
          {
            name: 'Ended',
            value: span.end_time === undefined ? undefined : instant(span.end_time, zone),
            title: span.end_time ?? '',
          },
          { name: 'After start', value: sinceStart(useView().selected?.trace.start_time, span) },
        ]}
      />
    </Section>
  );
}

/** Output tokens per second, counted from the first token where its time is known. */
function speed(span: Span): string | undefined {
  const tokens = span.generation?.usage?.output_tokens;
  const ms = (span.duration_ms ?? 0) - (span.generation?.time_to_first_token_ms ?? 0);
  return tokens === undefined || tokens === 0 || ms <= 0
    ? undefined
    : `${((tokens / ms) * 1000).toFixed(0)} tokens/s`;
}

function sinceStart(traceStart: string | undefined, span: Span): string | undefined {
  const ms = millis(span.start_time) - millis(traceStart);
  return Number.isNaN(ms) ? undefined : duration(ms);
}

function Origin({ span }: { readonly span: Span }) {
  const { selected } = useView();
  const scope = span.scope;
  return (
    <Section title="Identity">
      <Facts
        facts={[
          { name: 'Span', value: span.span_id, copy: true },
          { name: 'Trace', value: selected?.trace.trace_id, copy: true },
          { name: 'Parent', value: span.parent_id },
          { name: 'Conversation', value: span.conversation_id },
          { name: 'Session', value: span.session_id },
          { name: 'User', value: span.user_id },
          { name: 'Call', value: span.tool?.call_id, copy: true },
          { name: 'Context', value: span.generation?.context, copy: true },
          {
            name: 'Scope',
            value: scope?.name === undefined ? undefined : `${scope.name} ${scope.version ?? ''}`,
          },
          { name: 'Kind', value: span.kind },
        ]}
      />
    </Section>
  );
}
