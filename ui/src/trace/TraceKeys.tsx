// SPDX-License-Identifier: Apache-2.0
import { ancestors, visibleRows, type TreeNode } from '../record/tree';
import { RULER_UNITS, type Region, type TraceSearch } from '../routes';
import { useKeys } from '../shell/keymap';
import { useView } from './view';

interface TraceKeysProps {
  readonly onSearch: (change: (old: TraceSearch) => TraceSearch, replace: boolean) => void;
  readonly onToggle: (region: Region) => void;
}

/** The keys of the trace screen. Draws nothing. */
export function TraceKeys({ onSearch, onToggle }: TraceKeysProps) {
  const view = useView();
  const { story, selected, folded } = view;
  const rows = () => visibleRows(story.tree.roots, folded);

  const go = (node: TreeNode | undefined) => {
    if (node === undefined) return;
    const closed = ancestors(node).filter((key) => folded.has(key));
    if (closed.length > 0) view.fold(closed, false);
    view.select(node.key);
  };
  const move = (by: number) => {
    const visible = rows();
    const index = visible.findIndex((row) => row.node === selected);
    go(visible[Math.min(visible.length - 1, Math.max(0, index + by))]?.node);
  };
  /** The next one after the selection for which the condition holds, around the end. */
  const next = (wanted: (node: TreeNode) => boolean) => {
    const index = selected === undefined ? -1 : story.nodes.indexOf(selected);
    const ahead = [...story.nodes.slice(index + 1), ...story.nodes.slice(0, index + 1)];
    go(ahead.find(wanted));
  };
  const collapse = () => {
    if (selected === undefined) return;
    if (selected.children.length > 0 && !folded.has(selected.key)) view.fold([selected.key], true);
    else go(selected.parent ?? undefined);
  };
  const expand = () => {
    if (selected === undefined || selected.children.length === 0) return;
    if (folded.has(selected.key)) view.fold([selected.key], false);
    else go(selected.children[0]);
  };
  const toggleFull = () =>
    onSearch(({ full, ...rest }) => (full === true ? rest : { ...rest, full: true }), true);

  useKeys('Trace', [
    { keys: ['j', 'ArrowDown'], label: 'Next row', run: () => move(1) },
    { keys: ['k', 'ArrowUp'], label: 'Previous row', run: () => move(-1) },
    { keys: ['h', 'ArrowLeft'], label: 'Collapse, or go to the parent', run: collapse },
    { keys: ['l', 'ArrowRight'], label: 'Expand, or go to the first child', run: expand },
    { keys: ['p'], label: 'Parent', run: () => go(selected?.parent ?? undefined) },
    {
      keys: ['x'],
      label: 'Next failure',
      run: () => next((node) => node.span?.status === 'error'),
    },
    {
      keys: ['.'],
      label: 'Next of the same name',
      run: () => next((node) => node.span?.name === selected?.span?.name),
    },
    { keys: ['u'], label: 'Whole context of every call', run: toggleFull },
    { keys: ['['], label: 'Tree', run: () => onToggle('spine') },
    { keys: [']'], label: 'Conversation', run: () => onToggle('story') },
    { keys: ['i'], label: 'Inspector', run: () => onToggle('inspector') },
    ...RULER_UNITS.map((unit, i) => ({
      keys: [String(i + 1)],
      label: `Ruler in ${unit}`,
      run: () => view.setRuler(unit),
    })),
  ]);
  return null;
}
