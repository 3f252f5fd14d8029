// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import {
  loginSearch,
  parseSearch,
  stringifySearch,
  traceSearch,
  tracesSearch,
  type TraceSearch,
} from '../src/routes';

describe('addresses', () => {
  test('a view of a trace survives the way into the address and back', () => {
    const view: TraceSearch = {
      e: '1234567890123456',
      m: 'ab'.repeat(16),
      fold: ['a1', 'b2'],
      open: ['c3'],
      full: true,
      hide: ['spine', 'inspector'],
      tab: 'raw',
      ruler: 'tokens',
      idle: 'fold',
      q: 'status:error "Grüße & co" 日本 +100%',
    };

    expect(traceSearch(parseSearch(stringifySearch({ ...view })))).toEqual(view);
  });

  test.each(['status:error latency:>2s refund', '"a=b&c"', '100%', '#x', 'true', '12', 'عربي'])(
    'the query %s survives',
    (q) => expect(tracesSearch(parseSearch(stringifySearch({ q })))).toEqual({ q }),
  );

  test('an id of digits stays a string', () => {
    expect(tracesSearch(parseSearch('?at=00000000000000000000000000000001')).at).toHaveLength(32);
  });

  test('what cannot be read counts as absent', () => {
    const raw = parseSearch('?tab=nonsense&ruler=&full=maybe&hide=roof,spine&fold=%3Cb%3E,a1');

    expect(traceSearch(raw)).toEqual({ hide: ['spine'], fold: ['a1'] });
  });

  test('a query stays readable', () => {
    expect(stringifySearch({ q: 'status:error model:gpt*' })).toBe('?q=status:error+model:gpt*');
  });
});

describe('the way back after login', () => {
  test.each(['/p/default/traces?q=x', '/'])('%s is a path of this page', (then) => {
    expect(loginSearch({ then })).toEqual({ then });
  });

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'p',
  ])('%s is not followed', (then) => expect(loginSearch({ then })).toEqual({}));
});
