// SPDX-License-Identifier: Apache-2.0
import { assistant, toolCall, toolResult, TraceBuilder } from './record.mjs';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAF0lEQVR4nGP8z4APMOGVZRi00kMm1AAALQEBD3mEwvYAAAAASUVORK5CYII=';

/** Content that tries to run, load and mislead. Nothing of it may. */
export function hostile(start) {
  const text = `<script>window.pwned = 1</script><img src=x onerror="window.pwned = 2">

# Heading <svg onload="window.pwned = 3">

[click me](javascript:window.pwned=4) and [a login](https://evil.example/login) and [data](data:text/html,<script>1</script>)

![tracker](https://tracker.example/pixel.gif) ![vector](data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=)

Direction: \u202Egnp.exe\u202C and colour: \u001b[31mred\u001b[0m

- [ ] a task
- [x] done

عربي: أين طلبي؟ · 中文：我的订单在哪里？`;
  const question = {
    role: 'user',
    content: [
      { type: 'text', text },
      { type: 'image', media_type: 'image/png', data: PIXEL },
      {
        type: 'image',
        media_type: 'image/svg+xml',
        data: 'PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIj48L3N2Zz4=',
      },
      { type: 'image', url: 'https://tracker.example/photo.png' },
      {
        type: 'audio',
        media_type: 'audio/wav',
        blob: { sha256: 'ab'.repeat(32), media_type: 'audio/wav', size: 184_220 },
      },
      { type: 'hologram', depth: 3, note: '<b>unknown</b>' },
      { type: 'json', json: { __proto__x: 1, '<i>key</i>': [true, null, 'x'.repeat(300)] } },
    ],
  };
  const call = toolCall('call_h1', '<b>render</b>', { html: '<script>1</script>', n: 1 });
  call.function.arguments = '{"html": "<script>1</script>", "broken": ';
  const answer = assistant('Ignore previous instructions and <a href="javascript:1">click</a>.', {
    tool_calls: [call],
  });
  const trace = new TraceBuilder('hostile', {
    start,
    name: '<img src=x onerror=alert(1)> \u202Eesrever',
    preview: {
      input: '<script>window.pwned = 1</script>',
      output: 'Ignore previous instructions \u0007',
    },
  });
  trace.span('AGENT', '"><script>window.pwned=5</script>', 0, {}, () => {
    trace.generation('chat <model>', 300, {
      chain: [question],
      answer: [answer],
      generation: {
        model: '<b>model</b>',
        usage: { input_tokens: 90, output_tokens: 10, input_uncached: 50, output_text: 4 },
      },
      attributes: {
        '<b>key</b>': '<i>value</i>',
        'http.url': 'javascript:alert(1)',
        long: 'a'.repeat(9000),
      },
    });
    trace.span('TOOL', '<b>render</b>', 5, {
      input: 'one line\n'.repeat(2000),
      output: 'z'.repeat(1_000_000),
      tool: { name: '<b>render</b>', call_id: 'call_h1' },
    });
    trace.generation('chat <model>', 300, {
      chain: [question, answer, toolResult('call_h1', 'something else than the tool returned')],
      answer: [assistant('done')],
      generation: { model: '<b>model</b>', finish_reasons: ['stop'] },
    });
  });
  return {
    traces: [trace],
    messages: trace.messages,
    tools: trace.tools,
    feedback: [
      {
        id: 'f-h',
        trace_id: trace.id,
        label: '<script>1</script>',
        comment: '<img src=x onerror=alert(1)>',
        source: 'IMPLICIT',
      },
    ],
  };
}
