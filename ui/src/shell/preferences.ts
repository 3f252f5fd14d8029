// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from 'react';
import type { Zone } from '../format/time';

/** What a reader likes, on every trace alike. Nothing about one trace is ever kept here. */
export interface Preferences {
  readonly theme: 'auto' | 'light' | 'dark';
  readonly zone: Zone;
  readonly wrap: boolean;
  readonly letters: boolean;
}

const DEFAULTS: Preferences = { theme: 'auto', zone: 'local', wrap: true, letters: true };
const listeners = new Set<() => void>();
let current = read();

function read(): Preferences {
  return {
    theme: stored('theme', ['light', 'dark'] as const) ?? DEFAULTS.theme,
    zone: stored('zone', ['local', 'UTC'] as const) ?? DEFAULTS.zone,
    wrap: stored('wrap', ['off'] as const) !== 'off',
    letters: stored('letters', ['off'] as const) !== 'off',
  };
}

function stored<T extends string>(name: string, known: readonly T[]): T | undefined {
  try {
    const value = localStorage.getItem(`steno.${name}`);
    return known.find((one) => one === value);
  } catch {
    return undefined;
  }
}

/** Changes preferences for this page and for later visits. */
export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem('steno.theme', current.theme);
    localStorage.setItem('steno.zone', current.zone);
    localStorage.setItem('steno.wrap', current.wrap ? 'on' : 'off');
    localStorage.setItem('steno.letters', current.letters ? 'on' : 'off');
  } catch {
    // Storage may be switched off; the preference then lasts as long as the page.
  }
  applyPreferences();
  for (const listener of listeners) listener();
}

/** Theme and wrapping are rules of the style sheet, told by attributes of the document. */
export function applyPreferences(): void {
  document.documentElement.dataset['wrap'] = current.wrap ? 'on' : 'off';
  if (current.theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = current.theme;
}

export function preferences(): Preferences {
  return current;
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
