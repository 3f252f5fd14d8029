// SPDX-License-Identifier: Apache-2.0

/** A stretch of time in milliseconds since the epoch. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface Gap extends Stretch {
  /** Place on the ruler, 0 to 1. */
  readonly at: number;
  readonly width: number;
}

export interface Ruler {
  readonly start: number;
  readonly end: number;
  /** Share of the time in which nothing ran, 0 to 1. */
  readonly idle: number;
  readonly gaps: readonly Gap[];
  /** The place of a time on the ruler, 0 to 1. */
  readonly place: (time: number) => number;
}

/** A gap shorter than this share of the whole is not worth folding. */
const WORTH = 0.04;
/** The width that a folded gap keeps. */
const KEPT = 0.015;

/** A ruler over the given stretches; with `fold` the idle gaps shrink to a small fixed width. */
export function ruler(stretches: readonly Stretch[], fold: boolean): Ruler {
  const busy = union(stretches);
  const start = busy[0]?.start ?? 0;
  const end = Math.max(busy.at(-1)?.end ?? 0, start + 0.001);
  const worked = busy.reduce((sum, part) => sum + part.end - part.start, 0);
  const idle = 1 - worked / (end - start);
  const gaps = fold ? longGaps(busy, (end - start) * WORTH) : [];
  return { start, end, idle, ...folded(start, end, gaps) };
}

/** The stretches joined where they touch, in order. */
export function union(stretches: readonly Stretch[]): Stretch[] {
  const sorted = [...stretches].sort((a, b) => a.start - b.start);
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end: Math.max(start, end) });
  }
  return joined;
}

function longGaps(busy: readonly Stretch[], least: number): Stretch[] {
  const gaps: Stretch[] = [];
  for (let i = 1; i < busy.length; i += 1) {
    const start = busy[i - 1]?.end ?? 0;
    const end = busy[i]?.start ?? 0;
    if (end - start >= least) gaps.push({ start, end });
  }
  return gaps;
}

function folded(
  start: number,
  end: number,
  found: readonly Stretch[],
): Pick<Ruler, 'gaps' | 'place'> {
  const cut = found.reduce((sum, gap) => sum + gap.end - gap.start, 0);
  const kept = found.length === 0 ? 0 : Math.min(KEPT, 0.3 / found.length);
  const scale = (1 - kept * found.length) / (end - start - cut || 1);
  const gaps: Gap[] = [];
  let from = start;
  let at = 0;
  for (const gap of found) {
    at += (gap.start - from) * scale;
    gaps.push({ ...gap, at, width: kept });
    at += kept;
    from = gap.end;
  }
  const place = (time: number): number => {
    let base = { time: start, at: 0 };
    for (const gap of gaps) {
      if (time < gap.start) break;
      if (time < gap.end) return gap.at + (gap.width * (time - gap.start)) / (gap.end - gap.start);
      base = { time: gap.end, at: gap.at + gap.width };
    }
    return Math.min(1, Math.max(0, base.at + (time - base.time) * scale));
  };
  return { gaps, place };
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Distances that read well in seconds, minutes and hours. */
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12, 24].map((n) => n * HOUR),
];

/** Round times in milliseconds for marks on a ruler of that length, at most `most` of them. */
export function ticks(length: number, most: number): number[] {
  if (!(length > 0)) return [];
  const raw = length / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const decimal = [1, 2, 5, 10].map((n) => n * power);
  const step =
    (raw > SECOND ? STEPS : decimal).find((n) => n >= raw) ?? Math.ceil(raw / HOUR) * HOUR;
  const marks: number[] = [];
  for (let n = 1; n * step < length; n += 1) marks.push(n * step);
  return marks;
}
