// SPDX-License-Identifier: Apache-2.0

const GROUPED = new Intl.NumberFormat('en-US');

/** Every digit, grouped: `1,204`. */
export function count(n: number): string {
  return GROUPED.format(n);
}

/** Three significant digits: `312`, `1.2k`, `18.4k`, `1.2M`; a dash for what is not known. */
export function short(n: number | null | undefined): string {
  if (n === null || n === undefined) return '—';
  if (n < 1_000) return String(n);
  if (n < 9_950) return `${(n / 1e3).toFixed(1)}k`;
  if (n < 99_950) return `${(n / 1e3).toFixed(1)}k`;
  if (n < 999_500) return `${(n / 1e3).toFixed(0)}k`;
  return n < 99_950_000 ? `${(n / 1e6).toFixed(1)}M` : `${(n / 1e6).toFixed(0)}M`;
}

/** Dollars of a decimal string; an unknown cost is a dash and never zero. */
export function cost(usd: string | null | undefined): string {
  if (usd === null || usd === undefined) return '—';
  const value = Number(usd);
  if (!Number.isFinite(value)) return usd;
  if (value === 0) return '$0';
  if (value < 0.000_05) return '<$0.0001';
  if (value < 0.1) return `$${value.toFixed(4)}`;
  return value < 100 ? `$${value.toFixed(2)}` : `$${GROUPED.format(Math.round(value))}`;
}

/** Sizes of stored things, in powers of 1024: `640 B`, `48 KB`, `1.2 MB`. */
export function bytes(n: number): string {
  if (n < 1024) return `${n} B`;
  if (n < 10 * 1024) return `${(n / 1024).toFixed(1)} KB`;
  if (n < 1024 * 1024) return `${(n / 1024).toFixed(0)} KB`;
  return `${(n / 1024 / 1024).toFixed(1)} MB`;
}

/** `1 span`, `2 spans`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}
