// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext, useSyncExternalStore } from 'react';

/**
 * What the reader has opened, by name. Lives as long as the screen and not as long as the element,
 * which leaves the page when it is scrolled away: what was opened stays open.
 */
export class Openings {
  readonly #states = new Map<string, boolean>();
  readonly #listeners = new Set<() => void>();

  get(name: string): boolean | undefined {
    return this.#states.get(name);
  }

  set(name: string, open: boolean): void {
    this.#states.set(name, open);
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export const OpeningsContext = createContext(new Openings());

/** Whether the thing of that name is open, and how to change it. */
export function useOpening(name: string, initially = false): [boolean, (open: boolean) => void] {
  const openings = useContext(OpeningsContext);
  const open = useSyncExternalStore(openings.subscribe, () => openings.get(name) ?? initially);
  return [open, (next) => openings.set(name, next)];
}
