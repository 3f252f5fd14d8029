// SPDX-License-Identifier: Apache-2.0
import type { Message, Recording } from '../api/types';
import { count } from '../format/number';
import { duration } from '../format/time';
import { textOf } from './messages';
import { addedIds, countOf, segmentsOf, unchangedOf, type Step, type Story } from './story';

/** The conversation as Markdown: at each call only what was new, then its answer. */
export function markdownTranscript(recording: Recording, story: Story): string {
  const lines: string[] = [];
  for (const entry of story.entries) {
    if (entry.kind === 'turn') {
      lines.push(`# Turn ${entry.turn}: ${entry.trace.name ?? entry.trace.trace_id}`, '');
    } else if (entry.kind === 'span') {
      const span = entry.node.span;
      if (span === null) continue;
      const step = story.steps.get(span.span_id);
      if (step !== undefined) lines.push(...stepLines(step, recording));
      else if (span.type === 'TOOL') {
        lines.push(`## Tool ${span.name} (${duration(span.duration_ms)}, ${span.status})`, '');
        if (span.input !== undefined) lines.push(...fenced(span.input));
        if (span.output !== undefined) lines.push('Result:', '', ...fenced(span.output));
      }
    } else {
      lines.push(`_${count(entry.nodes.length)} other steps left out_`, '');
    }
  }
  return `${lines.join('\n').trim()}\n`;
}

function stepLines(step: Step, { messages }: Recording): string[] {
  const model = step.span.generation?.model ?? 'model unknown';
  const lines = [`## Step ${step.number}: ${model} (${duration(step.span.duration_ms)})`, ''];
  const { news, span } = step;
  const same = unchangedOf(news);
  const gone = countOf(news.changes, 'gone');
  if (same > 0) lines.push(`_${count(same)} unchanged messages_`, '');
  if (gone > 0) lines.push(`_${count(gone)} left the context_`, '');
  const told = news.basis === 'first' || news.basis === 'compared';
  const added = told ? addedIds(news.changes) : segmentsOf(step).flatMap((part) => part.ids);
  const answer = span.generation?.choices[0] ?? [];
  for (const id of [...addedIds(news.system), ...added, ...answer]) {
    const message = messages[id];
    if (message !== undefined) lines.push(...messageLines(message));
  }
  return lines;
}

function messageLines(message: Message): string[] {
  const lines = [`**${message.role}**`, ''];
  if (message.reasoning_content !== undefined) {
    lines.push(...message.reasoning_content.split('\n').map((line) => `> ${line}`), '');
  }
  const text = textOf(message);
  if (text !== '') lines.push(text, '');
  for (const call of message.tool_calls ?? []) {
    lines.push(`Calls \`${call.function.name}\`:`, '', ...fenced(call.function.arguments));
  }
  return lines;
}

function fenced(value: unknown): string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const fence = '`'.repeat(
    Math.max(3, ...[...text.matchAll(/`+/g)].map((run) => run[0].length + 1)),
  );
  return [fence, text, fence, ''];
}
