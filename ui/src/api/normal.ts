// SPDX-License-Identifier: Apache-2.0
import {
  SPAN_TYPES,
  type Block,
  type Feedback,
  type Generation,
  type Json,
  type JsonObject,
  type Message,
  type Recording,
  type Span,
  type SpanType,
  type StepChange,
  type StepNews,
  type Trace,
  type TracePage,
  type TraceSummary,
} from './types';

type Loose = Readonly<Record<string, unknown>>;

const ZERO_HEAD = '0'.repeat(32);

/** An answer of `GET /traces`, with every list present. */
export function tracePage(raw: unknown): TracePage {
  const page = loose(raw);
  return {
    traces: list(page['traces']).map(traceSummary),
    next: typeof page['next'] === 'string' ? page['next'] : null,
    limit: typeof page['limit'] === 'number' ? page['limit'] : 0,
  };
}

/** One row of the list. */
export function traceSummary(raw: unknown): TraceSummary {
  const row = loose(raw);
  return {
    ...(row as unknown as TraceSummary),
    models: list(row['models']) as string[],
    span_count: count(row['span_count']),
    generation_count: count(row['generation_count']),
    tool_count: count(row['tool_count']),
    error_count: count(row['error_count']),
  };
}

/** An answer of `GET /traces/{id}`, with that of its `/steps`, as a recording of one trace. */
export function traceRecording(raw: unknown, rawSteps: unknown): Recording {
  const read = loose(raw);
  const one = trace(read);
  const steps = list(loose(rawSteps)['steps']).map(step);
  return { ...bodies(read), steps, traces: [one], next: null, ...conversation(read) };
}

/** An answer of `GET /conversations/{id}`, with that of its `/steps`. */
export function conversationRecording(raw: unknown, rawSteps: unknown): Recording {
  const read = loose(raw);
  return {
    ...bodies(read),
    steps: list(loose(rawSteps)['steps']).map(step),
    traces: list(read['traces']).map(trace),
    next: typeof read['next'] === 'string' ? read['next'] : null,
    ...conversation(read),
  };
}

function conversation(read: Loose): { conversation_id?: string } {
  const id = read['conversation_id'];
  return typeof id === 'string' ? { conversation_id: id } : {};
}

function bodies(read: Loose): Pick<Recording, 'messages' | 'tools' | 'feedback'> {
  const messages: Record<string, Message> = {};
  for (const [id, value] of Object.entries(loose(read['messages']))) messages[id] = message(value);
  return {
    messages,
    tools: loose(read['tools']) as Record<string, Json>,
    feedback: list(read['feedback']) as Feedback[],
  };
}

function trace(raw: unknown): Trace {
  const read = loose(raw);
  return { ...(read as unknown as Trace), spans: list(read['spans']).map(span) };
}

function span(raw: unknown): Span {
  const read = loose(raw);
  const { generation: commit, ...rest } = read;
  return {
    ...(rest as unknown as Span),
    type: spanType(read['type']),
    name: typeof read['name'] === 'string' && read['name'] !== '' ? read['name'] : '(no name)',
    attributes: loose(read['attributes']) as JsonObject,
    resource: loose(read['resource']) as JsonObject,
    events: list(read['events']).map((e) => ({
      ...(loose(e) as unknown as Span['events'][number]),
      attributes: loose(loose(e)['attributes']) as JsonObject,
    })),
    links: list(read['links']) as JsonObject[],
    flags: list(read['flags']) as string[],
    ...(commit == null ? {} : { generation: generation(commit) }),
  };
}

function generation(raw: unknown): Generation {
  const read = loose(raw);
  return {
    ...(read as unknown as Generation),
    tools: list(read['tools']) as string[],
    system: list(read['system']) as string[],
    base: typeof read['base'] === 'string' ? read['base'] : ZERO_HEAD,
    added: list(read['added']) as string[],
    choices: list(read['choices']).map((choice) => list(choice) as string[]),
    parameters: loose(read['parameters']) as JsonObject,
    finish_reasons: list(read['finish_reasons']) as string[],
  };
}

/** A ChatML message; content given as a string becomes one text block, as the server reads it. */
export function message(raw: unknown): Message {
  const read = loose(raw);
  const content = read['content'];
  return {
    ...(read as unknown as Message),
    role: typeof read['role'] === 'string' ? read['role'] : 'unknown',
    content:
      typeof content === 'string' ? [{ type: 'text', text: content }] : (list(content) as Block[]),
  };
}

function step(raw: unknown): StepNews {
  const { reference, common, system, tools, ...read } = loose(raw);
  const referred = loose(reference)['span_id'];
  return {
    ...(read as unknown as StepNews),
    common: count(loose(common)['count']),
    changes: list(read['changes']).map(stepChange),
    compacted: read['compacted'] === true,
    replaced: read['replaced'] === true,
    system: list(loose(system)['changes']).map(stepChange),
    tools: list(loose(tools)['changes']).map(stepChange),
    ...(typeof referred === 'string' ? { reference: referred } : {}),
  };
}

function stepChange(raw: unknown): StepChange {
  const read = loose(raw);
  return {
    ...(read as unknown as StepChange),
    count: count(read['count']),
    before: list(read['before']) as string[],
    after: list(read['after']) as string[],
  };
}

function spanType(value: unknown): SpanType {
  return SPAN_TYPES.find((type) => type === value) ?? 'SPAN';
}

function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
