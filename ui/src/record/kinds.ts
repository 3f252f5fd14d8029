// SPDX-License-Identifier: Apache-2.0
import type { SpanType } from '../api/types';

/** A span type, or feedback, which the page lists among the spans. */
export type Kind = SpanType | 'FEEDBACK';

export interface KindLook {
  /** Three letters, because colour and shape alone do not tell kinds apart for everyone. */
  readonly code: string;
  readonly label: string;
  /** SVG path data on a 12 by 12 grid. */
  readonly glyph: string;
  /** Drawn as an outline rather than filled. */
  readonly open?: true;
}

/** Fixed by kind, never by order of appearance. The colour is the property `--kind-…`. */
export const KINDS: Readonly<Record<Kind, KindLook>> = {
  MESSAGE: { code: 'MSG', label: 'Message', glyph: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z' },
  GENERATION: { code: 'GEN', label: 'Generation', glyph: 'M6 .8 11.2 6 6 11.2.8 6z' },
  TOOL: { code: 'TOL', label: 'Tool', glyph: 'M2 2h8v8H2z' },
  AGENT: { code: 'AGT', label: 'Agent', glyph: 'M3.4 1.3h5.2L11.2 6l-2.6 4.7H3.4L.8 6z' },
  RETRIEVAL: { code: 'RET', label: 'Retrieval', glyph: 'M.9 2h10.2L6 10.8z' },
  ROUTER: { code: 'RTR', label: 'Router', glyph: 'M6 11V7L2.2 3.2V1M6 7l3.8-3.8V1', open: true },
  SYSTEM: { code: 'SYS', label: 'System', glyph: 'M1.5 6h9', open: true },
  EVENT: { code: 'EVT', label: 'Event', glyph: 'M6 1.5v9M1.5 6h9', open: true },
  EMBEDDING: {
    code: 'EMB',
    label: 'Embedding',
    glyph: 'M1.5 1.5h3.6v3.6H1.5zM6.9 1.5h3.6v3.6H6.9zM1.5 6.9h3.6v3.6H1.5zM6.9 6.9h3.6v3.6H6.9z',
  },
  RERANK: { code: 'RRK', label: 'Rerank', glyph: 'M1.5 2.2h9M1.5 6h6M1.5 9.8h3', open: true },
  GUARDRAIL: {
    code: 'GRD',
    label: 'Guardrail',
    glyph: 'M6 .9 10.3 2.4v3.4c0 2.6-1.8 4.4-4.3 5.4C3.5 10.2 1.7 8.4 1.7 5.8V2.4z',
  },
  EVALUATOR: { code: 'EVA', label: 'Evaluator', glyph: 'M1.3 6.4 4.6 9.6 10.7 2.6', open: true },
  WORKFLOW: {
    code: 'WFL',
    label: 'Workflow',
    glyph: 'M1.2 1.8h4v4h-4zM6.8 6.2h4v4h-4zM5.2 3.8h3.6v2.4',
    open: true,
  },
  SPAN: { code: 'SPN', label: 'Span', glyph: 'M6 2a4 4 0 1 1 0 8a4 4 0 1 1 0-8z', open: true },
  FEEDBACK: {
    code: 'FBK',
    label: 'Feedback',
    glyph: 'M6 .6 7.6 4.2l3.9.4-2.9 2.6.8 3.9L6 9.1l-3.4 2 .8-3.9L.5 4.6l3.9-.4z',
  },
};
