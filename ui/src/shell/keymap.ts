// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { preferences } from './preferences';

/** A key, or two in a row (`g t`), as `KeyboardEvent.key` names them, and what it does. */
export interface Binding {
  readonly keys: readonly string[];
  readonly label: string;
  readonly run: () => void;
}

interface Layer {
  readonly title: string;
  readonly bindings: readonly Binding[];
}

// The help lists exactly what is bound at the moment, so no key can be shown that does nothing.
const layers = new Map<symbol, Layer>();
const listeners = new Set<() => void>();
let snapshot: readonly Layer[] = [];
let prefix = '';
let prefixTimer = 0;

function changed(): void {
  // Children bind before their parents; the widest layer stands first, where one looks first.
  snapshot = [...layers.values()].reverse();
  for (const listener of listeners) listener();
}

/** Binds keys while the calling component is mounted. Later layers win. */
export function useKeys(title: string, bindings: readonly Binding[]): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const shape = bindings.map((binding) => `${binding.keys.join('|')}=${binding.label}`).join('\n');
  useEffect(() => {
    const id = Symbol(title);
    const stable = latest.current.map(({ keys, label }, i) => ({
      keys,
      label,
      run: () => latest.current[i]?.run(),
    }));
    layers.set(id, { title, bindings: stable });
    changed();
    return () => {
      layers.delete(id);
      changed();
    };
  }, [title, shape]);
}

export function useKeyLayers(): readonly Layer[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}

/** Listens on the whole page. Returns the function that ends it. */
export function listenToKeys(): () => void {
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || document.querySelector('[role=dialog],[role=menu]') !== null)
    return;
  if (event.key.length === 1 && !preferences().letters && event.key !== '?') return;
  const chord = prefix === '' ? event.key : `${prefix} ${event.key}`;
  prefix = '';
  if (isButtonKey(event)) return;
  const all = snapshot.toReversed().flatMap((layer) => layer.bindings);
  const found = all.find((binding) => binding.keys.includes(chord));
  if (found !== undefined) {
    event.preventDefault();
    found.run();
  } else if (all.some((binding) => binding.keys.some((keys) => keys.startsWith(`${chord} `)))) {
    prefix = chord;
    clearTimeout(prefixTimer);
    prefixTimer = window.setTimeout(() => (prefix = ''), 1200);
  }
}

/** Enter and Space belong to the control that has the focus. */
function isButtonKey(event: KeyboardEvent): boolean {
  const control = event.target instanceof Element && event.target.closest('button,summary,a[href]');
  return (event.key === 'Enter' || event.key === ' ') && control instanceof Element;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input,textarea,select,[role=tab]') !== null)
  );
}
