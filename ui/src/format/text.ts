// SPDX-License-Identifier: Apache-2.0

export const LINE_LIMIT = 40;
/** A line may be a megabyte long; this many characters stand for the 40 lines then. */
export const CHARACTER_LIMIT = 6_000;

export interface Cut {
  readonly head: string;
  readonly cut: boolean;
  readonly lines: number;
  readonly bytes: number;
}

/** The first 40 lines of a text, and how large the whole is. */
export function cutText(text: string): Cut {
  let lines = 1;
  let end = text.length;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (lines === LINE_LIMIT) end = at;
    lines += 1;
  }
  end = Math.min(end, text.length > CHARACTER_LIMIT * 1.25 ? CHARACTER_LIMIT : text.length);
  return { head: whole(text, end), cut: end < text.length, lines, bytes: utf8Length(text) };
}

/** Never ends between the two halves of a character. */
function whole(text: string, end: number): string {
  const last = text.charCodeAt(end - 1);
  return text.slice(0, end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end);
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Control characters and overrides of the writing direction, drawn as what they are. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A text with nothing hidden in it: `\x1b` becomes ␛, an override of direction its code. */
export function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(INVISIBLE, (found) => {
    const code = found.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

/** The first line with something on it, cut for a row. */
export function firstLine(text: string, most = 200): string {
  const line = text.split('\n', 50).find((candidate) => candidate.trim() !== '') ?? '';
  const trimmed = line.trim();
  return trimmed.length > most ? `${whole(trimmed, most)}…` : trimmed;
}

/** Where a link leads, for showing beside it; null if it does not lead anywhere by http. */
export function hostOf(url: string): string | null {
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.host : null;
  } catch {
    return null;
  }
}
