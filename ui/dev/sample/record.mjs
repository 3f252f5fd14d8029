// SPDX-License-Identifier: Apache-2.0
// Builds answers of the REST interface the way the server does: messages by id, contexts as chains.
import { createHash } from 'node:crypto';

const ZERO = '0'.repeat(32);
const hash = (...parts) => createHash('sha256').update(parts.join('|')).digest('hex');

export const id16 = (text) => hash('span', text).slice(0, 16);
export const id32 = (text) => hash('trace', text).slice(0, 32);

/** A time `ms` after `start`, with nine digits. */
export function at(start, ms) {
  const whole = Math.floor(ms);
  const nanos = String(Math.round((ms - whole) * 1e6)).padStart(6, '0');
  return new Date(start + whole).toISOString().replace('Z', `${nanos}Z`);
}

export const user = (text) => ({ role: 'user', content: [{ type: 'text', text }] });
export const system = (text) => ({ role: 'system', content: [{ type: 'text', text }] });
export const assistant = (text, more = {}) => ({
  role: 'assistant',
  content: text === '' ? [] : [{ type: 'text', text }],
  ...more,
});
export const toolResult = (callId, value) => ({
  role: 'tool',
  tool_call_id: callId,
  content: [{ type: 'text', text: typeof value === 'string' ? value : JSON.stringify(value) }],
});
export const toolCall = (id, name, args) => ({
  id,
  type: 'function',
  function: { name, arguments: JSON.stringify(args) },
});

/** One trace under construction. `now` moves on as spans are added. */
export class TraceBuilder {
  constructor(key, options) {
    Object.assign(this, { key, spans: [], heads: new Map([[ZERO, []]]), now: 0 }, options);
    this.id = id32(key);
    this.messages ??= {};
    this.tools ??= {};
  }

  message(message) {
    const id = hash('message', JSON.stringify(message)).slice(0, 32);
    this.messages[id] = message;
    return id;
  }

  span(type, name, ms, more = {}, children = () => undefined) {
    const { gap = 3, parent = this.parent, ...fields } = more;
    this.now += gap;
    const begin = this.now;
    const span = {
      span_id: id16(`${this.key}/${this.spans.length}/${name}`),
      ...(parent === undefined ? {} : { parent_id: parent }),
      type,
      name,
      kind: 'INTERNAL',
      status: 'ok',
      start_time: at(this.start, begin),
      attributes: {},
      resource: { 'service.name': 'support-agent', 'telemetry.sdk.language': 'java' },
      scope: { name: 'dev.example.support', version: '1.4.0' },
      ...fields,
    };
    this.spans.push(span);
    const outer = this.parent;
    this.parent = span.span_id;
    children(span);
    this.parent = outer;
    this.now = Math.max(this.now, begin + ms);
    if (span.status !== 'running') {
      span.duration_ms = Math.max(ms, this.now - begin);
      span.end_time = at(this.start, begin + span.duration_ms);
    }
    return span;
  }

  /** A model call over the whole list of messages; its base is found as the server finds it. */
  generation(name, ms, { system: instructions = [], tools = [], chain, answer, ...more }) {
    const ids = chain.map((message) => this.message(message));
    const choices = answer.map((message) => [this.message(message)]);
    let base = ZERO;
    for (const [head, list] of this.heads) {
      const longer = list.length > this.heads.get(base).length && list.length <= ids.length;
      if (longer && list.every((id, i) => id === ids[i])) base = head;
    }
    const head = hash('head', ids.join()).slice(0, 32);
    const after = [...ids, ...(choices[0] ?? [])];
    const answerHead = hash('head', after.join()).slice(0, 32);
    const added = ids.slice(this.heads.get(base).length);
    this.heads.set(head, ids);
    this.heads.set(answerHead, after);
    const { generation = {}, ...fields } = more;
    const toolIds = tools.map((tool) => {
      const id = hash('tool', JSON.stringify(tool)).slice(0, 32);
      this.tools[id] = tool;
      return id;
    });
    return this.span('GENERATION', name, ms, {
      ...fields,
      generation: {
        context: hash('context', head, toolIds.join()).slice(0, 32),
        tools: toolIds,
        system: instructions.map((message) => this.message(message)),
        base,
        added,
        head,
        answer: answerHead,
        choices,
        parameters: {},
        finish_reasons: ['stop'],
        ...generation,
      },
    });
  }

  sum(key) {
    const values = this.spans.map((span) => span.generation?.usage?.[key] ?? 0);
    return values.reduce((a, b) => a + b, 0);
  }

  usage() {
    const input_tokens = this.sum('input_tokens');
    const output_tokens = this.sum('output_tokens');
    return { input_tokens, output_tokens, total_tokens: input_tokens + output_tokens };
  }

  cost() {
    const known = this.spans.map((span) => span.generation?.cost).filter((cost) => cost != null);
    return known.length === 0 ? null : known.reduce((a, b) => a + Number(b), 0).toFixed(6);
  }

  head() {
    const root = this.spans[0];
    return {
      trace_id: this.id,
      project: this.project ?? 'default',
      name: this.name ?? root.name,
      status: this.status ?? root.status,
      start_time: root.start_time,
      ...(root.end_time === undefined
        ? { duration_ms: this.now }
        : { end_time: root.end_time, duration_ms: root.duration_ms }),
      usage: this.usage(),
      cost: this.cost(),
      ...(this.conversation === undefined ? {} : { conversation_id: this.conversation }),
    };
  }

  document() {
    return { ...this.head(), spans: this.spans };
  }

  summary() {
    const of = (type) => this.spans.filter((span) => span.type === type);
    return {
      ...this.head(),
      span_count: this.spans.length,
      generation_count: of('GENERATION').length,
      tool_count: of('TOOL').length,
      error_count: this.spans.filter((span) => span.status === 'error').length,
      models: [...new Set(of('GENERATION').map((span) => span.generation.model))],
      ...(this.preview === undefined ? {} : { preview: this.preview }),
    };
  }
}
