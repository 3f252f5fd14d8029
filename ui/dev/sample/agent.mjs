// SPDX-License-Identifier: Apache-2.0
import { assistant, system, toolCall, toolResult, TraceBuilder, user } from './record.mjs';

const OLD = system(
  'You are a careful software engineer. Read before you write. Run the tests after each change.',
);
const NEW = system(
  'You are a careful software engineer. Read before you write. Run the tests after each change.\nStop after the first green run.',
);

/** A coding agent of many steps whose context is compacted, then whose prompt is edited. */
export function codingAgent(start, steps = 14, key = 'coding-agent') {
  const question = user(
    'The test `PriceTableTest.rounds_half_up` fails since yesterday. Find out why and fix it.',
  );
  const trace = new TraceBuilder(key, {
    start,
    conversation: `conv-${key}`,
    preview: {
      input: question.content[0].text,
      output: 'The scale was taken from the price, not from the currency. All 214 tests pass.',
    },
  });
  let chain = [question];
  trace.span('AGENT', 'coding_agent', 0, { user_id: 'ci' }, () => {
    for (let n = 1; n <= steps; n += 1) {
      const last = n === steps;
      const call = toolCall(
        `call_s${n}`,
        n % 3 === 0 ? 'run_tests' : 'read_file',
        n % 3 === 0
          ? { module: 'pricing' }
          : { path: `pricing/src/main/java/dev/example/Price${n}.java`, from: 1, to: 40 },
      );
      const answer = last
        ? assistant(
            'The scale was taken from the price, not from the currency. I changed one line:\n\n```java\nreturn amount.setScale(currency.scale(), RoundingMode.HALF_UP);\n```\n\nAll 214 tests pass.',
          )
        : assistant(
            n % 4 === 0 ? 'The rounding happens somewhere else. I look at its caller.' : '',
            { tool_calls: [call] },
          );
      if (n === 9)
        chain = [
          user(
            'Summary of the work so far: the failing rounding is in `Price`, not in `PriceTable`. Read Price4 to Price8: nothing.',
          ),
          ...chain.slice(-2),
        ];
      trace.generation('chat claude-sonnet-4', 900 + n * 140, {
        system: [n < 12 ? OLD : NEW],
        chain,
        answer: [answer],
        generation: {
          model: 'claude-sonnet-4',
          provider: 'anthropic',
          parameters: { temperature: 0, max_tokens: 4096 },
          finish_reasons: [last ? 'end_turn' : 'tool_use'],
          usage: {
            input_tokens: 800 * n,
            output_tokens: 40 + n,
            input_uncached: 120,
            cache_write: 180,
            cache_read: 800 * n - 300,
            output_text: 40 + n,
          },
          cost: (0.0018 * n).toFixed(6),
        },
      });
      if (last) return;
      const result =
        n % 3 === 0
          ? 'Tests run: 214, Failures: 1\n\n\u001b[31mPriceTableTest.rounds_half_up: expected 2.35 but was 2.34\u001b[0m'
          : Array.from(
              { length: 64 },
              (_, i) =>
                `${String(i + 1).padStart(3)}  ${i % 7 === 0 ? '/** Rounds as the currency asks. */' : `  BigDecimal step${i} = amount.setScale(${i % 4});`}`,
            ).join('\n');
      trace.span('TOOL', call.function.name, 30 + ((n * 137) % 400), {
        input: JSON.parse(call.function.arguments),
        output: result,
        tool: { name: call.function.name, call_id: call.id },
      });
      chain = [...chain, answer, toolResult(call.id, result)];
      trace.span('SYSTEM', 'checkpoint', 2);
    }
  });
  return { traces: [trace], messages: trace.messages, tools: trace.tools, feedback: [] };
}

/** A model call that failed for good, one that is still running, and spans without a parent. */
export function oddities(start) {
  const failed = new TraceBuilder('failed', {
    start,
    preview: { input: 'Summarise the last 200 tickets by cause.' },
  });
  failed.span('WORKFLOW', 'nightly_summary', 0, { status: 'error' }, () => {
    failed.generation('chat gpt-4.1', 30_012, {
      status: 'error',
      status_message:
        '429 Too Many Requests: Rate limit reached for gpt-4.1 on tokens per min (TPM): Limit 30000, Used 29211.',
      error_type: 'RateLimitException',
      chain: [user('Summarise the last 200 tickets by cause.')],
      answer: [],
      dropped: { attributes: 3, messages: 196 },
      generation: {
        model: 'gpt-4.1',
        provider: 'openai',
        parameters: { seed: 7 },
        attempts: 4,
        finish_reasons: [],
      },
    });
  });
  const running = new TraceBuilder('running', {
    start: Date.now() - 12_000,
    status: 'running',
    preview: { input: 'Translate the manual into Finnish.' },
  });
  running.span('AGENT', 'translator', 0, { status: 'running' }, () => {
    running.generation('chat gpt-4.1-mini', 2100, {
      chain: [user('Translate the manual into Finnish.')],
      answer: [assistant('Aloitan luvusta 1.')],
      generation: {
        model: 'gpt-4.1-mini',
        provider: 'openai',
        usage: { input_tokens: 5210, output_tokens: 12 },
      },
    });
    running.generation('chat gpt-4.1-mini', 3000, {
      status: 'running',
      chain: [
        user('Translate the manual into Finnish.'),
        assistant('Aloitan luvusta 1.'),
        user('Jatka.'),
      ],
      answer: [],
      generation: { model: 'gpt-4.1-mini', provider: 'openai', finish_reasons: [] },
    });
  });
  const stray = new TraceBuilder('stray', {
    start: start - 4000,
    preview: { input: 'healthcheck' },
  });
  stray.span('TOOL', 'cleanup', 40, { parent: 'ffffffffffffffff', output: { removed: 3 } });
  stray.span('EVENT', 'cache.evicted', 0.04, { flags: ['clock'], attributes: { keys: 12 } });
  return [failed, running, stray].map((trace) => ({
    traces: [trace],
    messages: trace.messages,
    tools: trace.tools,
    feedback: [],
  }));
}
