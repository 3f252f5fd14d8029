// SPDX-License-Identifier: Apache-2.0
// Tells the steps of sample traces as the server does, but simply: against the call before of the
// same agent, by the common beginning and the common end.
const ZERO = '0'.repeat(32);

export function stepsOf(traces) {
  const last = new Map();
  return traces.flatMap((trace) => {
    const heads = new Map([[ZERO, []]]);
    const byId = new Map(trace.spans.map((span) => [span.span_id, span]));
    return trace.spans
      .filter((span) => span.generation !== undefined)
      .map((span) => {
        const { base, added, head, answer, choices, system, tools } = span.generation;
        const seen = [...(heads.get(base) ?? []), ...added];
        const end = [...seen, ...(choices[0] ?? [])];
        heads.set(head, seen).set(answer, end);
        const lane = laneOf(span, byId);
        const before = last.get(lane);
        last.set(lane, { trace, span, end, system, tools });
        return step(trace, span, seen, before);
      });
  });
}

function laneOf(span, byId) {
  for (let at = byId.get(span.parent_id); at !== undefined; at = byId.get(at.parent_id)) {
    if (at.type === 'AGENT') return at.name;
  }
  return '';
}

function step(trace, span, seen, before) {
  const messages = delta(before?.end ?? [], seen);
  return {
    trace_id: trace.trace_id,
    span_id: span.span_id,
    lane: {},
    basis: before === undefined ? 'first' : 'compared',
    seen: seen.length,
    ...(before === undefined
      ? {}
      : { reference: { trace_id: before.trace.trace_id, span_id: before.span.span_id } }),
    common: { count: messages.common },
    changes: messages.changes,
    compacted: messages.gone >= 3 && messages.fresh === 1,
    replaced: false,
    system: listed(before?.system ?? [], span.generation.system),
    tools: listed(before?.tools ?? [], span.generation.tools),
  };
}

function listed(before, after) {
  const { common, changes } = delta(before, after);
  const same = { kind: 'unchanged', count: common };
  return { changes: common === 0 ? changes : [same, ...changes] };
}

function delta(before, after) {
  const room = Math.min(before.length, after.length);
  let common = 0;
  while (common < room && before[common] === after[common]) common += 1;
  let end = 0;
  while (end < room - common && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const gone = before.slice(common, before.length - end);
  const fresh = after.slice(common, after.length - end);
  const changes = [
    { kind: 'gone', count: gone.length, before: gone },
    { kind: 'new', count: fresh.length, after: fresh },
    { kind: 'unchanged', count: end },
  ];
  return {
    common,
    changes: changes.filter((change) => change.count > 0),
    gone: gone.length,
    fresh: fresh.length,
  };
}
