// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { bytes, cost, short } from '../src/format/number';
import { cutText, firstLine, hostOf, visible } from '../src/format/text';
import { clock, day, dayName, duration, millis } from '../src/format/time';

test.each([
  [undefined, '—'],
  [0, '0 ms'],
  [0.04, '<0.1 ms'],
  [0.42, '0.4 ms'],
  [9.96, '10 ms'],
  [320.4, '320 ms'],
  [999.6, '1.00 s'],
  [9_996, '10.0 s'],
  [59_960, '1 m 00 s'],
  [72_000, '1 m 12 s'],
  [7_500_000, '2 h 05 m'],
  [90_000_000, '1 d 01 h'],
  [-320, '−320 ms'],
])('%s milliseconds read %s', (ms, text) => expect(duration(ms)).toBe(text));

test.each([
  [null, '—'],
  [0, '0'],
  [312, '312'],
  [1_204, '1.2k'],
  [9_960, '10.0k'],
  [18_430, '18.4k'],
  [212_300, '212k'],
  [1_240_000, '1.2M'],
])('%s tokens read %s', (n, text) => expect(short(n)).toBe(text));

test.each([
  [null, '—'],
  ['0', '$0'],
  ['0.000001', '<$0.0001'],
  ['0.000198', '$0.0002'],
  ['0.94', '$0.94'],
  ['1249.5', '$1,250'],
])('a cost of %s reads %s', (usd, text) => expect(cost(usd)).toBe(text));

test.each([
  [640, '640 B'],
  [1_536, '1.5 KB'],
  [49_152, '48 KB'],
  [1_258_291, '1.2 MB'],
])('%s bytes read %s', (n, text) => expect(bytes(n)).toBe(text));

describe('time', () => {
  test('keeps the fraction that nine digits allow', () => {
    const later = millis('2031-05-09T10:00:00.123456789Z');

    expect(later - millis('2031-05-09T10:00:00Z')).toBeCloseTo(123.456789, 2);
    expect(millis('yesterday')).toBeNaN();
  });

  test('is told in the zone asked for', () => {
    expect(clock('2031-05-09T22:04:05.678000000Z', 'UTC', true)).toBe('22:04:05.678');
    expect(day('2031-05-09T23:59:59.999999999Z', 'UTC')).toBe('2031-05-09');
  });

  test('names today and yesterday', () => {
    const now = new Date('2031-05-09T10:00:00Z');

    expect(dayName('2031-05-09', now, 'UTC')).toBe('Today, Fri, May 9');
    expect(dayName('2031-05-08', now, 'UTC')).toBe('Yesterday, Thu, May 8');
    expect(dayName('2030-12-31', now, 'UTC')).toBe('Tue, Dec 31, 2030');
  });
});

describe('text', () => {
  test('forty lines are shown whole, and forty-one are not', () => {
    const forty = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n');

    expect(cutText(forty)).toMatchObject({ head: forty, cut: false, lines: 40 });
    expect(cutText(`${forty}\nmore`)).toMatchObject({ head: forty, cut: true, lines: 41 });
  });

  test('one line of a megabyte is cut as well, and says its size', () => {
    const cut = cutText('é'.repeat(500_000));

    expect(cut).toMatchObject({ cut: true, lines: 1, bytes: 1_000_000 });
    expect(cut.head.length).toBeLessThanOrEqual(6_000);
  });

  test('a character is never cut in two', () => {
    expect(cutText(`${'x'.repeat(5_999)}${'😀'.repeat(2_000)}`).head.isWellFormed()).toBe(true);
    expect(firstLine('😀😀', 3).isWellFormed()).toBe(true);
  });

  test('control characters and direction overrides are drawn', () => {
    expect(visible('a\u001b[31mb\u202egnp\r\nc\u0000\u007f\td')).toBe('a␛[31mb⟨U+202E⟩gnp\nc␀␡\td');
  });

  test.each([
    ['https://a.example/x', 'a.example'],
    ['http://b.example:8080', 'b.example:8080'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['/relative', null],
  ])('%s leads to %s', (url, host) => expect(hostOf(url)).toBe(host));
});
