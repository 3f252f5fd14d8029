// SPDX-License-Identifier: Apache-2.0
import { message } from '../api/normal';
import type { BlobRef, Block, Json, Message } from '../api/types';
import { isObject } from './documents';

/** The text of a message: its text blocks joined, other blocks named. */
export function textOf(message: Message): string {
  return message.content.map(blockText).join('\n');
}

function blockText(block: Block): string {
  if (block.type === 'text') return block.text ?? '';
  if (block.type === 'json') return JSON.stringify(block.json, null, 2);
  return `[${block.type}${block.media_type === undefined ? '' : ` ${block.media_type}`}]`;
}

/** Reads JSON out of a string that looks like an object or a list; anything else stays a string. */
export function parsed(value: string): Json {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

/** Whether two values are the same JSON, in whatever order their members stand. */
export function sameJson(one: Json, other: Json): boolean {
  return ordered(one) === ordered(other);
}

function ordered(value: Json): string {
  return JSON.stringify(value, (_, part: Json) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** A value whose text may itself be JSON, as tool results often are. */
export function unwrapped(value: Json | undefined): Json | undefined {
  return typeof value === 'string' ? parsed(value) : value;
}

/** A value that is a list of messages without calls, or one such message; null if it is not. */
export function messagesIn(value: Json): readonly Message[] | null {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const found = list.map((one) => (isMessage(one) ? message(one) : null));
  return found.length > 0 && found.every((one) => one !== null) ? found : null;
}

/** Only what a plain view shows whole: anything else in it would be lost. */
function isMessage(value: Json): boolean {
  if (!isObject(value) || typeof value['role'] !== 'string') return false;
  if (Object.keys(value).some((field) => field !== 'role' && field !== 'content')) return false;
  const content = value['content'];
  if (typeof content === 'string') return true;
  return (
    Array.isArray(content) && content.every((block: Json) => isObject(block) && 'type' in block)
  );
}

/** Where the server keeps the binary content of that hash. */
export type BlobAddress = (sha256: string) => string;

export type Picture =
  | { readonly kind: 'raster'; readonly url: string; readonly bytes: number | null }
  | { readonly kind: 'remote'; readonly url: string; readonly host: string }
  | { readonly kind: 'withheld'; readonly reason: string };

/** Only pixels are drawn; SVG can carry script and addresses, so it never is. */
const RASTER = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
const DATA_URL = /^data:([^;,]+)?((?:;[^;,]+)*),/;

/** What may be shown for an image block. */
export function picture(block: Block, blobAddress?: BlobAddress): Picture {
  if (block.data !== undefined) return raster(block.media_type ?? '', block.data);
  const url = block.url ?? '';
  const found = DATA_URL.exec(url);
  if (found !== null) {
    if (found[2]?.includes(';base64') !== true) return withheld('a data URL that is not base64');
    return raster(found[1] ?? '', url.slice(found[0].length));
  }
  if (block.blob !== undefined) return kept(block.blob, block.media_type, blobAddress);
  const host = remoteHost(url);
  return host === null ? withheld('an address that is not http') : { kind: 'remote', url, host };
}

/** Content that was cut out of the message and is fetched by its hash. */
function kept(blob: BlobRef, mediaType: string | undefined, address?: BlobAddress): Picture {
  const type = blob.media_type ?? mediaType ?? '';
  if (!RASTER.test(type)) return withheld(`${type || 'unknown type'} is not drawn`);
  if (address === undefined) return withheld(`kept as ${blob.sha256.slice(0, 12)}…`);
  return { kind: 'raster', url: address(blob.sha256), bytes: blob.size ?? null };
}

function raster(mediaType: string, base64: string): Picture {
  if (!RASTER.test(mediaType)) return withheld(`${mediaType || 'unknown type'} is not drawn`);
  if (!/^[A-Za-z0-9+/=\s_-]*$/.test(base64)) return withheld('the data is not base64');
  const bytes = Math.floor((base64.replaceAll(/[\s=]/g, '').length * 3) / 4);
  return { kind: 'raster', url: `data:${mediaType};base64,${base64}`, bytes };
}

function withheld(reason: string): Picture {
  return { kind: 'withheld', reason };
}

function remoteHost(url: string): string | null {
  try {
    const { protocol, host } = new URL(url);
    return protocol === 'http:' || protocol === 'https:' ? host : null;
  } catch {
    return null;
  }
}
