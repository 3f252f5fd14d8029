// SPDX-License-Identifier: Apache-2.0

/** Milliseconds since the epoch, with the fraction that nine digits allow. NaN if unreadable. */
export function millis(rfc3339: string | undefined): number {
  if (rfc3339 === undefined) return NaN;
  const parts = /^(.*?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(rfc3339);
  if (parts === null) return NaN;
  const whole = Date.parse(`${parts[1] ?? ''}${parts[3] ?? ''}`);
  return parts[2] === undefined ? whole : whole + Number(`0.${parts[2]}`) * 1000;
}

/** A length of time in at most two units: `0.4 ms`, `320 ms`, `2.1 s`, `1 m 12 s`, `2 h 05 m`. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return '—';
  if (ms < 0) return `−${duration(-ms)}`;
  if (ms === 0) return '0 ms';
  if (ms < 0.1) return '<0.1 ms';
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 9_995) return `${(ms / 1000).toFixed(2)} s`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`;
  return `${Math.floor(minutes / 1440)} d ${two(Math.floor((minutes % 1440) / 60))} h`;
}

/** The instant to the millisecond below, so that a last nanosecond never turns the day over. */
function dateOf(rfc3339: string | undefined): Date {
  return new Date(millis(rfc3339?.replace(/(\.\d{3})\d+/, '$1')));
}

export type Zone = 'local' | 'UTC';

/** `14:02:31`, with milliseconds on request. */
export function clock(rfc3339: string | undefined, zone: Zone, withMillis = false): string {
  const date = dateOf(rfc3339);
  if (Number.isNaN(date.getTime())) return '—';
  const [h, m, s, ms] =
    zone === 'UTC'
      ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), date.getUTCMilliseconds()]
      : [date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds()];
  const short = `${two(h)}:${two(m)}:${two(s)}`;
  return withMillis ? `${short}.${String(ms).padStart(3, '0')}` : short;
}

/** The calendar day, `2031-05-09`, as the key of a group of rows. */
export function day(rfc3339: string, zone: Zone): string {
  const date = dateOf(rfc3339);
  if (Number.isNaN(date.getTime())) return '—';
  const [y, m, d] =
    zone === 'UTC'
      ? [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
      : [date.getFullYear(), date.getMonth(), date.getDate()];
  return `${y}-${two(m + 1)}-${two(d)}`;
}

/** `Today`, `Yesterday`, or the weekday and date. */
export function dayName(key: string, now: Date, zone: Zone): string {
  const today = day(now.toISOString(), zone);
  const yesterday = day(new Date(now.getTime() - 86_400_000).toISOString(), zone);
  const date = new Date(`${key}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return key;
  const text = new Intl.DateTimeFormat('en', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(key.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(date);
  if (key === today) return `Today, ${text}`;
  return key === yesterday ? `Yesterday, ${text}` : text;
}

/** Date and time with the zone's name, for one instant in full. */
export function instant(rfc3339: string | undefined, zone: Zone): string {
  if (rfc3339 === undefined) return '—';
  return `${day(rfc3339, zone)} ${clock(rfc3339, zone, true)} ${zoneName(zone)}`;
}

export function zoneName(zone: Zone): string {
  return zone === 'UTC' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
