// SPDX-License-Identifier: Apache-2.0
import type { Generation, Message, Recording, Span, StepNews, Trace } from '../src/api/types';

const ZERO = '0'.repeat(32);

/** A span that began `at` milliseconds into the trace and took ten. */
export function span(
  id: string,
  parent: string | null,
  at: number,
  more: Partial<Span> = {},
): Span {
  return {
    span_id: id,
    ...(parent === null ? {} : { parent_id: parent }),
    type: 'SPAN',
    name: id,
    status: 'ok',
    start_time: `2031-05-09T10:00:00.${String(at).padStart(3, '0')}000000Z`,
    duration_ms: 10,
    attributes: {},
    events: [],
    links: [],
    resource: {},
    flags: [],
    ...more,
  };
}

export function generation(more: Partial<Generation>): Generation {
  return {
    tools: [],
    system: [],
    base: ZERO,
    added: [],
    choices: [],
    parameters: {},
    finish_reasons: [],
    ...more,
  };
}

export function trace(spans: readonly Span[], more: Partial<Trace> = {}): Trace {
  return {
    trace_id: 't1',
    project: 'default',
    status: 'ok',
    start_time: '2031-05-09T10:00:00.000000000Z',
    spans,
    ...more,
  };
}

export function recording(
  traces: readonly Trace[],
  messages: Record<string, Message> = {},
  steps: readonly StepNews[] = [],
): Recording {
  return { traces, messages, tools: {}, feedback: [], steps, next: null };
}

/** What the server says of a call. */
export function news(spanId: string, more: Partial<StepNews> = {}): StepNews {
  return {
    span_id: spanId,
    basis: 'first',
    common: 0,
    changes: [],
    compacted: false,
    replaced: false,
    system: [],
    tools: [],
    ...more,
  };
}

/** Numbers that are the same in every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
