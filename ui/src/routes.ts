// SPDX-License-Identifier: Apache-2.0
// What each screen keeps in the address. A value that cannot be read counts as absent: an old or
// mistyped link still opens its screen.

export interface TracesSearch {
  /** The query, in the server's language. */
  readonly q?: string;
  /** The selected row's trace. */
  readonly at?: string;
  /** New traces appear at the top by themselves. */
  readonly follow?: boolean;
}

export const REGIONS = ['spine', 'story', 'inspector'] as const;
export type Region = (typeof REGIONS)[number];
export const TABS = ['overview', 'attributes', 'raw', 'feedback'] as const;
export type Tab = (typeof TABS)[number];
export const RULER_UNITS = ['time', 'tokens', 'cost', 'steps'] as const;
export type RulerUnit = (typeof RULER_UNITS)[number];

export interface TraceSearch {
  /** The selected span, or trace of a conversation. */
  readonly e?: string;
  /** The selected message. */
  readonly m?: string;
  /** Folded rows of the spine. */
  readonly fold?: readonly string[];
  /** Calls whose unchanged messages are shown. */
  readonly open?: readonly string[];
  /** Every call shows its whole context. */
  readonly full?: boolean;
  /** Regions that are hidden. */
  readonly hide?: readonly Region[];
  readonly tab?: Tab;
  readonly ruler?: RulerUnit;
  /** Idle time on the ruler: folded, or in true proportion. */
  readonly idle?: 'fold' | 'keep';
  /** The query of the list from which the trace was opened. */
  readonly q?: string;
}

export interface LoginSearch {
  /** Where to go afterwards: a path of this page. */
  readonly then?: string;
}

type Raw = Readonly<Record<string, unknown>>;

export function tracesSearch(raw: Raw): TracesSearch {
  return present({ q: text(raw['q']), at: text(raw['at']), follow: flag(raw['follow']) });
}

export function traceSearch(raw: Raw): TraceSearch {
  return present({
    e: text(raw['e']),
    m: text(raw['m']),
    fold: ids(raw['fold']),
    open: ids(raw['open']),
    full: flag(raw['full']),
    hide: some(REGIONS, raw['hide']),
    tab: oneOf(TABS, raw['tab']),
    ruler: oneOf(RULER_UNITS, raw['ruler']),
    idle: oneOf(['fold', 'keep'] as const, raw['idle']),
    q: text(raw['q']),
  });
}

export function loginSearch(raw: Raw): LoginSearch {
  const then = text(raw['then']);
  // One slash and no second one: "//host" and "/\host" would leave this server.
  return present({ then: then !== undefined && /^\/(?![/\\])/.test(then) ? then : undefined });
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(values: T): Present<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<T>;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function flag(value: unknown): true | undefined {
  return value === true || value === '1' ? true : undefined;
}

function ids(value: unknown): readonly string[] | undefined {
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
  const kept = list.filter((id): id is string => typeof id === 'string' && /^[\w-]+$/.test(id));
  return kept.length === 0 ? undefined : kept;
}

function some<T extends string>(known: readonly T[], value: unknown): readonly T[] | undefined {
  const kept = known.filter((one) => ids(value)?.includes(one));
  return kept.length === 0 ? undefined : kept;
}

function oneOf<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((one) => one === value);
}

/** Reads `?a=b&c=d`: every value is a string, so that an id of digits stays one. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Writes it back, leaving readable what needs no escaping in a query. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value === true) params.set(name, '1');
    else if (Array.isArray(value)) params.set(name, value.join(','));
    else if (typeof value === 'string' && value !== '') params.set(name, value);
  }
  const written = params
    .toString()
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%2F', '/')
    .replaceAll('%2A', '*');
  return written === '' ? '' : `?${written}`;
}
