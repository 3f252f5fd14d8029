// SPDX-License-Identifier: Apache-2.0
import type { Span } from '../api/types';

/** What OpenTelemetry puts before the name of a thing; the kind says it already. */
const OPERATION =
  /^(?:invoke_agent|create_agent|invoke_workflow|execute_tool|retrieval|embeddings|chat|generate_content|text_completion) (?=\S)/;

/** A span's name without the operation that its kind repeats. The whole name is in the inspector. */
export function shortName(span: Span): string {
  if (span.generation?.model !== undefined) return span.generation.model;
  return span.tool?.name ?? withoutOperation(span.name);
}

export function withoutOperation(name: string): string {
  return name.replace(OPERATION, '');
}
