// SPDX-License-Identifier: Apache-2.0
// The forms of the REST interface, named as they are on the wire. `api/normal.ts` fills the lists
// that the server leaves out when they are empty, so that no screen has to ask.

export const SPAN_TYPES = [
  'MESSAGE',
  'GENERATION',
  'TOOL',
  'AGENT',
  'RETRIEVAL',
  'ROUTER',
  'SYSTEM',
  'EVENT',
  'EMBEDDING',
  'RERANK',
  'GUARDRAIL',
  'EVALUATOR',
  'WORKFLOW',
  'SPAN',
] as const;

export type SpanType = (typeof SPAN_TYPES)[number];
export type Status = 'ok' | 'error' | 'running' | 'unfinished' | 'unset';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Tokens of a call, in disjoint parts. A part that nobody reported is absent. */
export interface Usage {
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly total_tokens?: number;
  readonly input_uncached?: number;
  readonly cache_read?: number;
  readonly cache_write?: number;
  readonly output_text?: number;
  readonly reasoning?: number;
  readonly source?: JsonObject;
}

export interface TraceSummary {
  readonly trace_id: string;
  readonly project: string;
  readonly name?: string;
  readonly status: Status;
  readonly start_time: string;
  readonly end_time?: string;
  readonly duration_ms?: number;
  readonly span_count: number;
  readonly generation_count: number;
  readonly tool_count: number;
  readonly error_count: number;
  readonly models: readonly string[];
  readonly usage?: Usage;
  readonly cost?: string | null;
  readonly conversation_id?: string;
  readonly session_id?: string;
  readonly user_id?: string;
  readonly channel?: string;
  readonly environment?: string;
  readonly tags?: readonly string[];
  readonly release?: string;
  readonly prompts?: readonly string[];
  readonly preview?: { readonly input?: string; readonly output?: string };
}

export interface TracePage {
  readonly traces: readonly TraceSummary[];
  readonly next: string | null;
  readonly limit: number;
}

export interface BlobRef {
  readonly sha256: string;
  readonly media_type?: string;
  readonly size?: number;
}

/** A content block: `text`, `json`, a medium, or an unknown type kept as it came. */
export interface Block {
  readonly type: string;
  readonly text?: string;
  readonly json?: Json;
  readonly media_type?: string;
  readonly url?: string;
  readonly data?: string;
  readonly file_id?: string;
  readonly blob?: BlobRef;
}

export interface ToolCall {
  readonly id?: string;
  readonly type?: string;
  readonly function: { readonly name: string; readonly arguments: string };
}

export interface Message {
  readonly role: string;
  readonly content: readonly Block[];
  readonly reasoning_content?: string;
  readonly tool_calls?: readonly ToolCall[];
  readonly tool_call_id?: string;
  readonly name?: string;
}

export interface Generation {
  readonly context?: string;
  readonly tools: readonly string[];
  readonly system: readonly string[];
  readonly base: string;
  readonly added: readonly string[];
  readonly head?: string;
  readonly answer?: string;
  readonly choices: readonly (readonly string[])[];
  readonly model?: string;
  readonly request_model?: string;
  readonly response_model?: string;
  readonly provider?: string;
  readonly response_id?: string;
  readonly parameters: JsonObject;
  readonly finish_reasons: readonly string[];
  readonly streaming?: boolean;
  readonly time_to_first_token_ms?: number;
  readonly usage?: Usage;
  readonly cost?: string | null;
  readonly attempts?: number;
}

export interface SpanEvent {
  readonly name: string;
  readonly time?: string;
  readonly attributes: JsonObject;
}

export interface Span {
  readonly span_id: string;
  readonly parent_id?: string;
  readonly type: SpanType;
  readonly name: string;
  readonly kind?: string;
  readonly status: Status;
  readonly status_message?: string;
  readonly error_type?: string;
  readonly start_time: string;
  readonly end_time?: string;
  readonly duration_ms?: number;
  readonly input?: Json;
  readonly output?: Json;
  readonly attributes: JsonObject;
  readonly events: readonly SpanEvent[];
  readonly links: readonly JsonObject[];
  readonly resource: JsonObject;
  readonly scope?: { readonly name?: string; readonly version?: string };
  readonly conversation_id?: string;
  readonly session_id?: string;
  readonly user_id?: string;
  readonly agent?: Json;
  readonly tool?: {
    readonly name?: string;
    readonly call_id?: string;
    readonly type?: string;
    readonly description?: string;
  };
  readonly dropped?: Readonly<Record<string, number>>;
  readonly flags: readonly string[];
  readonly generation?: Generation;
}

export interface Feedback {
  readonly id: string;
  readonly trace_id: string;
  readonly span_id?: string;
  readonly tag?: string;
  readonly score?: number;
  readonly label?: string;
  readonly name?: string;
  readonly outcome?: string;
  readonly comment?: string;
  readonly source?: string;
  readonly author?: string;
  readonly time?: string;
}

/** One trace. Inside a conversation its `messages` and `tools` are the conversation's. */
export interface Trace {
  readonly trace_id: string;
  readonly project: string;
  readonly name?: string;
  readonly status: Status;
  readonly start_time: string;
  readonly end_time?: string;
  readonly duration_ms?: number;
  readonly usage?: Usage;
  readonly cost?: string | null;
  readonly conversation_id?: string;
  readonly spans: readonly Span[];
}

export type StepKind = 'unchanged' | 'reasoning_left' | 'new' | 'gone' | 'edited';

/** Messages, or tools, that stand alike and follow each other. The server lists no unchanged ids. */
export interface StepChange {
  readonly kind: StepKind;
  readonly count: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What is new in a model call, as `GET /traces/{id}/steps` tells it. */
export interface StepNews {
  readonly span_id: string;
  readonly basis: 'first' | 'compared' | 'undetermined' | 'unknown';
  /** The span id of the call compared with. */
  readonly reference?: string;
  /** How many messages both lists begin with; `changes` tells the rest. */
  readonly common: number;
  readonly changes: readonly StepChange[];
  readonly compacted: boolean;
  readonly replaced: boolean;
  readonly system: readonly StepChange[];
  readonly tools: readonly StepChange[];
  /** Estimated; absent where nobody reported any. */
  readonly tokens?: Readonly<Record<string, number>>;
}

/** What the Trace screen shows: one trace, or the traces of a conversation, oldest first. */
export interface Recording {
  readonly conversation_id?: string;
  readonly traces: readonly Trace[];
  readonly messages: Readonly<Record<string, Message>>;
  readonly tools: Readonly<Record<string, Json>>;
  readonly feedback: readonly Feedback[];
  readonly steps: readonly StepNews[];
  /** Set when the conversation has more traces than were asked for. */
  readonly next: string | null;
}

export interface Session {
  readonly login_required: boolean;
  readonly authenticated: boolean;
  readonly project?: string;
  readonly scope?: string;
}

export interface NewFeedback {
  readonly trace_id: string;
  readonly span_id?: string;
  readonly tag?: 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL';
  readonly score?: number;
  readonly label?: string;
  readonly comment?: string;
  readonly author?: string;
  readonly idempotency_key?: string;
}
