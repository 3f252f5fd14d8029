// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState } from 'react';

/** Browsers refuse more than some twenty address changes a second; a held key makes thirty. */
const SETTLE_MS = 140;

/**
 * A value that follows the address at once, and is written to it when it has settled. The value
 * undefined means that the address does not hold one.
 */
export function useSettled<T>(
  inAddress: T | undefined,
  write: (value: T | undefined) => void,
): [T | undefined, (value: T | undefined) => void] {
  const [value, setValue] = useState(inAddress);
  const [seen, setSeen] = useState(inAddress);
  const timer = useRef(0);
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  if (inAddress !== seen) {
    setSeen(inAddress);
    setValue(inAddress);
  }
  const set = useCallback((next: T | undefined) => {
    setValue(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => latest.current(next), SETTLE_MS);
  }, []);
  return [value, set];
}
