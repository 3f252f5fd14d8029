// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext } from 'react';
import type { Recording } from '../api/types';
import type { RulerUnit, Tab } from '../routes';
import type { Story } from '../record/story';
import type { TreeNode } from '../record/tree';

/** What the three regions share: the recording, one selection, and what is folded. */
export interface View {
  readonly project: string;
  readonly recording: Recording;
  readonly story: Story;
  /** Several traces of a conversation, each under a row of its own. */
  readonly forest: boolean;
  readonly selected: TreeNode | undefined;
  readonly message: string | undefined;
  readonly folded: ReadonlySet<string>;
  readonly open: ReadonlySet<string>;
  readonly full: boolean;
  readonly tab: Tab;
  readonly ruler: RulerUnit;
  readonly foldIdle: boolean;
  readonly select: (key: string, message?: string) => void;
  readonly fold: (keys: readonly string[], folded: boolean) => void;
  readonly toggleOpen: (key: string) => void;
  readonly setTab: (tab: Tab) => void;
  readonly setRuler: (unit: RulerUnit) => void;
  readonly setFoldIdle: (fold: boolean) => void;
  /** The address of a selection, for copying. */
  readonly linkTo: (key: string, message?: string) => string;
  readonly refresh: () => void;
}

export const ViewContext = createContext<View | null>(null);

export function useView(): View {
  const view = useContext(ViewContext);
  if (view === null) throw new Error('useView: called outside of the trace screen');
  return view;
}
