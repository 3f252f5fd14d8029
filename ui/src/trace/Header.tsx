// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { cost, count, plural, short } from '../format/number';
import { visible } from '../format/text';
import { duration, instant } from '../format/time';
import { IconButton } from '../parts/Button';
import { copyText } from '../parts/Copy';
import { Icon } from '../parts/Icon';
import { Menu } from '../parts/Menu';
import { StatusMark } from '../parts/StatusMark';
import { withoutOperation } from '../record/names';
import { totals } from '../record/totals';
import { markdownTranscript } from '../record/transcript';
import type { Region } from '../routes';
import { useKeys } from '../shell/keymap';
import { usePreferences } from '../shell/preferences';
import { useView } from './view';
import styles from './trace.module.css';

interface HeaderProps {
  readonly id: string;
  readonly hidden: ReadonlySet<Region>;
  readonly onToggle: (region: Region) => void;
}

/** What the trace is and cost, and what can be done with it. */
export function Header({ id, hidden, onToggle }: HeaderProps) {
  const { project, recording, forest, story } = useView();
  const { zone } = usePreferences();
  const first = recording.traces[0];
  const root = story.nodes.find((node) => node.span !== null);
  const conversation = recording.conversation_id ?? first?.conversation_id;
  const name = forest ? 'Conversation' : (first?.name ?? root?.span?.name ?? id);
  const sum = totals(recording);
  return (
    <header className={styles['header']}>
      <div className={styles['title']}>
        <h1>
          <bdi>{visible(withoutOperation(name))}</bdi>
        </h1>
        <StatusMark status={sum.status} />
        {!forest && conversation !== undefined && (
          <Link
            className={styles['conversation']}
            to="/p/$project/s/$id"
            params={{ project, id: conversation }}
          >
            Whole conversation
          </Link>
        )}
      </div>
      <dl className={styles['stats']}>
        {forest && (
          <Stat
            name="Traces"
            value={`${recording.traces.length}${recording.next === null ? '' : '+'}`}
          />
        )}
        <Stat name="Started" value={instant(first?.start_time, zone)} wide />
        <Stat name={forest ? 'Worked' : 'Took'} value={duration(sum.durationMs)} />
        <Stat name="Spans" value={count(sum.spans)} />
        <Stat
          name="Tokens"
          value={short(sum.tokens)}
          title={sum.tokens === null ? 'No usage reported' : count(sum.tokens)}
        />
        <Stat
          name="Cost"
          value={cost(sum.cost)}
          {...(sum.unpriced === 0
            ? {}
            : { title: `${plural(sum.unpriced, 'call')} without a known price` })}
        />
        {sum.errors > 0 && <Stat name="Errors" value={count(sum.errors)} error />}
      </dl>
      <div className={styles['actions']}>
        <IconButton
          icon="spine"
          label="Tree"
          hint="["
          pressed={!hidden.has('spine')}
          onPress={() => onToggle('spine')}
        />
        <IconButton
          icon="story"
          label="Conversation"
          hint="]"
          pressed={!hidden.has('story')}
          onPress={() => onToggle('story')}
        />
        <IconButton
          icon="inspector"
          label="Inspector"
          hint="i"
          pressed={!hidden.has('inspector')}
          onPress={() => onToggle('inspector')}
        />
        <CopyMenu />
      </div>
    </header>
  );
}

interface StatProps {
  readonly name: string;
  readonly value: string;
  readonly title?: string;
  readonly error?: boolean;
  readonly wide?: boolean;
}

function Stat({ name, value, title, error, wide }: StatProps) {
  return (
    <div title={title} data-error={error} data-wide={wide}>
      <dt>{name}</dt>
      <dd>
        {error === true && <Icon name="error" />}
        {value}
      </dd>
    </div>
  );
}

/** Every way to take away what is on the screen. */
function CopyMenu() {
  const { recording, story, selected, message, linkTo } = useView();
  const [open, setOpen] = useState(false);
  useKeys('Copy', [
    { keys: ['y'], label: 'Copy a link to here', run: () => void copyLink() },
    { keys: ['Y'], label: 'Copy as…', run: () => setOpen(true) },
  ]);
  const copyLink = () =>
    copyText(selected === undefined ? location.href : linkTo(selected.key, message), 'Link');
  const choose = (what: string) => {
    if (what === 'link') void copyLink();
    if (what === 'markdown') void copyText(markdownTranscript(recording, story), 'Transcript');
    if (what === 'span') void copyText(pretty(selected?.span ?? selected?.trace), 'Span');
    if (what === 'json') void copyText(pretty(recording), 'JSON');
  };
  return (
    <Menu
      label="Copy"
      open={open}
      onOpen={setOpen}
      onChoose={choose}
      choices={[
        { id: 'link', label: 'Link to here', note: 'y' },
        { id: 'markdown', label: 'Transcript as Markdown' },
        { id: 'span', label: 'Selected span as JSON' },
        { id: 'json', label: 'Everything as JSON' },
      ]}
    >
      <Icon name="copy" />
      Copy
    </Menu>
  );
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
