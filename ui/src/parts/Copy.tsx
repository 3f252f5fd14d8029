// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { IconButton } from './Button';
import { announce } from './Announcer';

/** Puts a text on the clipboard and says so. */
export async function copyText(text: string, what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    announce(`${what} copied`);
    return true;
  } catch {
    announce(`${what} could not be copied: the browser did not allow it`);
    return false;
  }
}

export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    if (!(await copyText(text, what))) return;
    setDone(true);
    window.setTimeout(() => setDone(false), 1500);
  };
  return (
    <IconButton icon={done ? 'check' : 'copy'} label={`Copy ${what}`} onPress={() => void copy()} />
  );
}
