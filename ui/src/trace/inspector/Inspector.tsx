// SPDX-License-Identifier: Apache-2.0
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { Json } from '../../api/types';
import { count } from '../../format/number';
import { visible } from '../../format/text';
import { JsonView } from '../../content/JsonView';
import { CopyButton } from '../../parts/Copy';
import { KindMark } from '../../parts/Glyph';
import { TABS, type Tab as TabName } from '../../routes';
import { useView } from '../view';
import { AttributesTab } from './AttributesTab';
import { FeedbackTab } from './FeedbackTab';
import { Overview } from './Overview';
import { TraceOverview } from './TraceOverview';
import styles from './inspector.module.css';

const LABELS: Readonly<Record<TabName, string>> = {
  overview: 'Overview',
  attributes: 'Attributes',
  raw: 'Raw',
  feedback: 'Feedback',
};

/** Everything about the one selected step. */
export function Inspector() {
  const { selected, story, tab, setTab } = useView();
  if (selected === undefined)
    return <aside className={styles['inspector']} aria-label="Inspector" />;
  const { span, trace } = selected;
  const counts: Partial<Record<TabName, number>> = {
    attributes: span === null ? 0 : Object.keys(span.attributes).length,
    feedback: (story.feedback.get(selected.key) ?? []).length,
  };
  return (
    <aside className={styles['inspector']} aria-label="Inspector">
      <header className={styles['head']}>
        {span !== null && <KindMark kind={span.type} />}
        <h2>
          <bdi>{visible(span?.name ?? trace.name ?? 'Trace')}</bdi>
        </h2>
      </header>
      <Tabs
        className={styles['tabs'] ?? ''}
        selectedKey={tab}
        onSelectionChange={(key) => setTab(TABS.find((one) => one === key) ?? 'overview')}
      >
        <TabList className={styles['tabList'] ?? ''} aria-label="Parts of the step">
          {TABS.map((id) => (
            <Tab key={id} id={id} className={styles['tab'] ?? ''}>
              {LABELS[id]}
              {(counts[id] ?? 0) > 0 && <small>{count(counts[id] ?? 0)}</small>}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="overview" className={styles['panel'] ?? ''}>
          {span === null ? <TraceOverview trace={trace} /> : <Overview span={span} />}
        </TabPanel>
        <TabPanel id="attributes" className={styles['panel'] ?? ''}>
          {span !== null && <AttributesTab span={span} />}
          {span === null && <p className={styles['none']}>A trace has no attributes of its own.</p>}
        </TabPanel>
        <TabPanel id="raw" className={styles['panel'] ?? ''}>
          <Raw name={selected.key} value={(span ?? trace) as unknown as Json} />
        </TabPanel>
        <TabPanel id="feedback" className={styles['panel'] ?? ''}>
          <FeedbackTab key={selected.key} node={selected} />
        </TabPanel>
      </Tabs>
    </aside>
  );
}

/** The step as the server gave it. */
function Raw({ name, value }: { readonly name: string; readonly value: Json }) {
  return (
    <div className={styles['raw']}>
      <CopyButton text={JSON.stringify(value, null, 2)} what="JSON" />
      <JsonView name={`raw-${name}`} value={value} />
    </div>
  );
}
