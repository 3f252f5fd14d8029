// SPDX-License-Identifier: Apache-2.0
import { assistant, system, toolCall, toolResult, TraceBuilder, user } from './record.mjs';

const SYSTEM = system(
  `You are the support agent of Fernhill Bicycles.

Rules:
- Look an order up before you say anything about it.
- Quote the policy you rely on, with its section.
- Refunds above 200 EUR need a human: say so and open a ticket.

Answer in the customer's language, in at most five sentences.`,
);

const tool = (name, description, properties) => ({
  type: 'function',
  function: { name, description, parameters: { type: 'object', properties } },
});
const TOOLS = [
  tool('lookup_order', 'Finds an order by its number.', { order_id: { type: 'string' } }),
  tool('track_parcel', 'Asks the carrier where a parcel is.', { parcel: { type: 'string' } }),
  tool('open_ticket', 'Opens a ticket for a human.', {
    subject: { type: 'string' },
    priority: { type: 'string', enum: ['low', 'normal', 'high'] },
  }),
];

const ORDER = {
  order_id: '40417',
  placed: '2031-05-02',
  status: 'shipped',
  parcel: 'DX-77120-4',
  total: { amount: '1249.00', currency: 'EUR' },
  items: [
    { sku: 'FB-TOUR-54', name: 'Touring bicycle, 54 cm', quantity: 1, price: '1149.00' },
    { sku: 'FB-RACK-2', name: 'Rear rack', quantity: 1, price: '59.00' },
    { sku: 'FB-LAMP-1', name: 'Dynamo lamp', quantity: 1, price: '41.00' },
  ],
};

const usage = (uncached, cached, text, reasoning) => ({
  input_tokens: uncached + cached,
  output_tokens: text + (reasoning ?? 0),
  total_tokens: uncached + cached + text + (reasoning ?? 0),
  input_uncached: uncached,
  cache_read: cached,
  output_text: text,
  ...(reasoning === undefined ? {} : { reasoning }),
});

const MINI = (more) => ({
  model: 'gpt-4.1-mini',
  request_model: 'gpt-4.1-mini',
  response_model: 'gpt-4.1-mini-2025-04-14',
  provider: 'openai',
  parameters: { temperature: 0.2, max_tokens: 800 },
  ...more,
});

const BASE = {
  system: [SYSTEM],
  tools: TOOLS,
  attributes: { 'gen_ai.operation.name': 'chat', 'server.address': 'api.openai.com' },
};

/** A parcel is late: look-up, a carrier that times out once, then an answer. Two turns. */
export function lateParcel(start) {
  const conversation = 'conv-late-parcel';
  const messages = {};
  const tools = {};
  const options = { conversation, messages, tools };
  const question = user(
    'Hi, I ordered a touring bike on the second of May (order 40417) and it still has not arrived. Where is it?',
  );
  const calls = assistant('', {
    tool_calls: [toolCall('call_7Qk2', 'lookup_order', { order_id: '40417' })],
  });
  const found = toolResult('call_7Qk2', ORDER);
  const tracks = assistant('The order has shipped. I will ask the carrier where the parcel is.', {
    tool_calls: [toolCall('call_9Zp4', 'track_parcel', { parcel: 'DX-77120-4' })],
  });
  const place = {
    parcel: 'DX-77120-4',
    last_scan: 'Hamburg hub',
    at: '2031-05-08T21:14:00Z',
    eta: '2031-05-10',
  };
  const tracked = toolResult('call_9Zp4', place);
  const answer = assistant(
    'Your touring bike left our **Hamburg hub** on the evening of 8 May and is due on **Saturday, 10 May**.\n\n| Parcel | Last scan | Expected |\n|---|---|---|\n| DX-77120-4 | Hamburg hub, 8 May, 21:14 | 10 May |\n\nIf it has not come by Monday, write to me here and I will open a claim with the carrier.',
  );

  const first = new TraceBuilder('late-parcel-1', {
    ...options,
    start,
    preview: {
      input: question.content[0].text,
      output:
        'If it has not come by Monday, write to me here and I will open a claim with the carrier.',
    },
  });
  first.span(
    'AGENT',
    'support_agent',
    0,
    { conversation_id: conversation, user_id: 'u-2208' },
    () => {
      first.span('SPAN', 'load_session', 4, { attributes: { 'db.system': 'postgresql' } });
      first.span('SPAN', 'rate_limit', 1);
      first.generation('chat gpt-4.1-mini', 912, {
        ...BASE,
        chain: [question],
        answer: [calls],
        generation: MINI({
          usage: usage(412, 0, 21),
          cost: '0.000198',
          finish_reasons: ['tool_calls'],
          response_id: 'chatcmpl-B9x1',
        }),
      });
      first.span('TOOL', 'lookup_order', 86, {
        input: { order_id: '40417' },
        output: ORDER,
        tool: { name: 'lookup_order', call_id: 'call_7Qk2', type: 'function' },
      });
      first.generation('chat gpt-4.1-mini', 1104, {
        ...BASE,
        chain: [question, calls, found],
        answer: [tracks],
        generation: MINI({
          usage: usage(246, 384, 38),
          cost: '0.000198',
          finish_reasons: ['tool_calls'],
        }),
      });
      first.span('TOOL', 'track_parcel', 2000, {
        status: 'error',
        status_message: 'The carrier did not answer within 2 s',
        error_type: 'java.net.http.HttpTimeoutException',
        input: { parcel: 'DX-77120-4' },
        tool: { name: 'track_parcel', call_id: 'call_9Zp4', type: 'function' },
        events: [
          {
            name: 'exception',
            time: new Date(start + 4100).toISOString().replace('Z', '000000Z'),
            attributes: {
              'exception.type': 'java.net.http.HttpTimeoutException',
              'exception.message': 'request timed out',
              'exception.stacktrace':
                'java.net.http.HttpTimeoutException: request timed out\n\tat java.net.http/jdk.internal.net.http.HttpClientImpl.send(HttpClientImpl.java:950)\n\tat dev.example.support.Carrier.track(Carrier.java:61)\n\tat dev.example.support.Tools.trackParcel(Tools.java:38)',
            },
          },
        ],
      });
      first.span('TOOL', 'track_parcel', 412, {
        gap: 250,
        input: { parcel: 'DX-77120-4' },
        output: place,
        tool: { name: 'track_parcel', call_id: 'call_9Zp4', type: 'function' },
      });
      first.generation('chat gpt-4.1-mini', 2310, {
        ...BASE,
        chain: [question, calls, found, tracks, tracked],
        answer: [answer],
        generation: MINI({
          usage: usage(121, 640, 118),
          cost: '0.000301',
          streaming: true,
          time_to_first_token_ms: 318.4,
        }),
      });
    },
  );

  const more = user('Thanks. And could I still send it back if the frame turns out too small?');
  const policy = assistant(
    'Yes. You can return it within **30 days of delivery** as long as it has not been ridden outdoors (returns policy, section 4.2). We cover the return freight for bicycles. Tell me once it has arrived and I will send you the label.',
  );
  const second = new TraceBuilder('late-parcel-2', {
    ...options,
    start: start + 94_000,
    preview: { input: more.content[0].text, output: policy.content[0].text },
  });
  second.span(
    'AGENT',
    'support_agent',
    0,
    { conversation_id: conversation, user_id: 'u-2208' },
    () => {
      second.span('SPAN', 'load_session', 3);
      second.span(
        'RETRIEVAL',
        'policy_search',
        0,
        {
          input: { query: 'return bicycle frame too small', top_k: 3 },
          output: [
            {
              id: 'returns-4.2',
              score: 0.871,
              title: 'Returns policy, section 4.2',
              content:
                'Bicycles may be returned within 30 days of delivery if they have not been ridden outdoors. Return freight is covered by Fernhill.',
            },
            {
              id: 'returns-4.3',
              score: 0.744,
              title: 'Returns policy, section 4.3',
              content:
                'A frame of the wrong size is exchanged once free of charge. The customer keeps the first bicycle until the second has arrived.',
            },
            {
              id: 'fit-2',
              score: 0.612,
              title: 'Fit guide',
              content:
                'Measure the inner leg length barefoot. Multiply by 0.66 for the frame height of a touring bicycle.',
            },
          ],
        },
        () => {
          second.span('EMBEDDING', 'embed text-embedding-3-small', 48, {
            attributes: {
              'gen_ai.request.model': 'text-embedding-3-small',
              'gen_ai.usage.input_tokens': 7,
            },
          });
          second.span('RERANK', 'rerank', 37, {
            attributes: { 'rerank.top_n': 3, 'rerank.candidates': 20 },
          });
        },
      );
      second.generation('chat gpt-4.1-mini', 1892, {
        ...BASE,
        chain: [question, calls, found, tracks, tracked, answer, more],
        answer: [policy],
        generation: MINI({
          usage: usage(388, 768, 74),
          cost: '0.000350',
          streaming: true,
          time_to_first_token_ms: 402,
        }),
      });
      second.span('GUARDRAIL', 'no_promises', 12, {
        output: { passed: true, rule: 'never promise a date without a scan' },
      });
    },
  );
  const feedback = [
    {
      id: 'f-1',
      trace_id: second.id,
      tag: 'POSITIVE',
      comment: 'Quick and correct.',
      source: 'EXPLICIT',
      author: 'u-2208',
      outcome: 'resolved',
      time: new Date(start + 190_000).toISOString(),
    },
    {
      id: 'f-2',
      trace_id: first.id,
      span_id: first.spans.at(-1).span_id,
      score: 0.92,
      name: 'groundedness',
      source: 'EVALUATOR',
      author: 'judge-3',
      time: new Date(start + 120_000).toISOString(),
    },
  ];
  return { traces: [first, second], messages, tools, feedback };
}

/** A reasoning model decides about a refund; the rule asks for a human. */
export function refund(start) {
  const conversation = 'conv-refund';
  const question = user(
    'The rear wheel of order 39102 buckled on the first ride. I want my 420 EUR back.',
  );
  const reasoning = `The customer asks for 420 EUR. The rule says refunds above 200 EUR need a human.

1. I should look the order up first. Order 39102: a gravel bicycle, delivered six days ago, wheel set 420 EUR.
2. A buckled wheel on the first ride is most likely a defect, so the warranty applies, not the returns policy.
3. I may not promise the refund. I open a ticket with high priority and say what happens next.`;
  const calls = assistant('', {
    reasoning_content: reasoning,
    tool_calls: [
      toolCall('call_aa01', 'lookup_order', { order_id: '39102' }),
      toolCall('call_aa02', 'open_ticket', {
        subject: 'Refund 420 EUR: rear wheel buckled on first ride, order 39102',
        priority: 'high',
      }),
    ],
  });
  const back = assistant('', { tool_calls: calls.tool_calls });
  const order = {
    order_id: '39102',
    delivered: '2031-05-03',
    status: 'delivered',
    total: { amount: '420.00', currency: 'EUR' },
  };
  const one = toolResult('call_aa01', order);
  const two = toolResult('call_aa02', {
    ticket: 'T-5521',
    queue: 'warranty',
    answer_within_hours: 24,
  });
  const answer = assistant(
    'I am sorry about the wheel. Because the amount is above 200 EUR a colleague decides; I have opened ticket **T-5521** with high priority and you will hear from us within 24 hours. Please keep the wheel and take two photographs of the rim.',
  );
  const trace = new TraceBuilder('refund-1', {
    conversation,
    start,
    preview: { input: question.content[0].text, output: answer.content[0].text },
  });
  const model = (more) => ({
    model: 'o4-mini',
    request_model: 'o4-mini',
    response_model: 'o4-mini-2025-04-16',
    provider: 'openai',
    parameters: { reasoning_effort: 'medium' },
    ...more,
  });
  trace.span(
    'AGENT',
    'support_agent',
    0,
    { conversation_id: conversation, user_id: 'u-0931' },
    () => {
      trace.span('ROUTER', 'choose_model', 6, {
        output: {
          chosen: 'o4-mini',
          reason: 'money is involved',
          candidates: ['gpt-4.1-mini', 'o4-mini'],
        },
      });
      trace.generation('chat o4-mini', 6240, {
        ...BASE,
        chain: [question],
        answer: [calls],
        generation: model({
          usage: usage(431, 0, 64, 512),
          cost: '0.003012',
          finish_reasons: ['tool_calls'],
        }),
      });
      trace.span('TOOL', 'lookup_order', 71, {
        input: { order_id: '39102' },
        output: order,
        tool: { name: 'lookup_order', call_id: 'call_aa01' },
      });
      trace.span('TOOL', 'open_ticket', 133, {
        input: JSON.parse(calls.tool_calls[1].function.arguments),
        output: { ticket: 'T-5521', queue: 'warranty', answer_within_hours: 24 },
        tool: { name: 'open_ticket', call_id: 'call_aa02' },
      });
      trace.generation('chat o4-mini', 3120, {
        ...BASE,
        chain: [question, back, one, two],
        answer: [answer],
        generation: model({ usage: usage(164, 512, 92, 128), cost: '0.001290', attempts: 2 }),
      });
    },
  );
  const feedback = [
    {
      id: 'f-3',
      trace_id: trace.id,
      tag: 'NEGATIVE',
      comment: 'I wanted an answer, not a ticket.',
      source: 'EXPLICIT',
      author: 'u-0931',
      time: new Date(start + 60_000).toISOString(),
    },
  ];
  return { traces: [trace], messages: trace.messages, tools: trace.tools, feedback };
}
