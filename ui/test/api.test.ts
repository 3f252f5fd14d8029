// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { apiUrl, problemOf } from '../src/api/fetch';
import { message, tracePage, traceRecording } from '../src/api/normal';

test('lists that the server leaves out are there, and empty', () => {
  const read = traceRecording(
    {
      trace_id: 't',
      spans: [{ span_id: 's', type: 'GENERATION', name: 'g', generation: { model: 'm' } }],
    },
    null,
  );

  expect(read.traces[0]?.spans[0]).toMatchObject({
    attributes: {},
    events: [],
    links: [],
    flags: [],
    generation: { tools: [], added: [], choices: [], parameters: {}, base: '0'.repeat(32) },
  });
  expect(read.feedback).toEqual([]);
});

test('a span type of a newer server is shown as a span', () => {
  const read = traceRecording({ spans: [{ span_id: 's', type: 'HOLOGRAM' }] }, null);

  expect(read.traces[0]?.spans[0]).toMatchObject({ type: 'SPAN', name: '(no name)' });
});

test('an answer that is no page of traces is an empty one', () => {
  expect(tracePage(null)).toEqual({ traces: [], next: null, limit: 0 });
});

test('string content is one text block', () => {
  expect(message({ role: 'user', content: 'hi' }).content).toEqual([{ type: 'text', text: 'hi' }]);
});

test('a problem says what the server said', () => {
  const problem = problemOf(
    400,
    'Bad Request',
    '{"title":"Bad query","detail":"q: foo is not a key"}',
  );

  expect(problem).toMatchObject({
    status: 400,
    title: 'Bad query',
    message: 'q: foo is not a key',
  });
});

test.each(['<html>', '', '[]', 'null'])(
  'a failure with the body %s still has a sentence',
  (body) => {
    expect(problemOf(502, 'Bad Gateway', body).message).not.toBe('');
  },
);

test('an empty parameter is left out of the address', () => {
  expect(apiUrl('/traces', { q: '', limit: 50, cursor: undefined })).toBe(
    '/api/v1/traces?limit=50',
  );
});
