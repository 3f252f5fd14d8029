// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router';
import type { Trace } from '../../api/types';
import { cost, count } from '../../format/number';
import { duration, instant } from '../../format/time';
import { usePreferences } from '../../shell/preferences';
import { useView } from '../view';
import { Facts, Section } from './Facts';
import { TokenStack } from './TokenStack';
import styles from './inspector.module.css';

/** A turn of a conversation as a whole. */
export function TraceOverview({ trace }: { readonly trace: Trace }) {
  const { project } = useView();
  const { zone } = usePreferences();
  return (
    <>
      <Section title="Trace">
        <Facts
          facts={[
            { name: 'Status', value: trace.status },
            { name: 'Took', value: duration(trace.duration_ms) },
            { name: 'Started', value: instant(trace.start_time, zone) },
            { name: 'Spans', value: count(trace.spans.length) },
            { name: 'Cost', value: cost(trace.cost) },
            { name: 'Trace', value: trace.trace_id, copy: true },
          ]}
        />
        <Link
          className={styles['link']}
          to="/p/$project/t/$id"
          params={{ project, id: trace.trace_id }}
        >
          Open this trace alone
        </Link>
      </Section>
      <Section title="Tokens">
        <TokenStack usage={trace.usage} />
      </Section>
    </>
  );
}
