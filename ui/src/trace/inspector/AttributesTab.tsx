// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import type { JsonObject, Span } from '../../api/types';
import { Fields } from '../../content/Value';
import { JsonView } from '../../content/JsonView';
import { Section } from './Facts';
import styles from './inspector.module.css';

/** Attributes of the span and of what sent it, by name, with a filter. */
export function AttributesTab({ span }: { readonly span: Span }) {
  const [filter, setFilter] = useState('');
  const own = matching(span.attributes, filter);
  const resource = matching(span.resource, filter);
  return (
    <>
      <input
        className={styles['filter']}
        type="search"
        placeholder="Filter by name or value"
        aria-label="Filter attributes"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      <Section title={`Span · ${shownOf(own.length, span.attributes)}`}>
        <Fields name={`${span.span_id}-attributes`} fields={own} />
      </Section>
      <Section title={`Resource · ${shownOf(resource.length, span.resource)}`}>
        <Fields name={`${span.span_id}-resource`} fields={resource} />
      </Section>
      {span.links.length > 0 && (
        <Section title={`Links · ${span.links.length}`}>
          <JsonView name={`${span.span_id}-links`} value={span.links} />
        </Section>
      )}
    </>
  );
}

function matching(all: JsonObject, filter: string) {
  const wanted = filter.toLowerCase();
  return Object.entries(all)
    .filter(([name, value]) => `${name} ${JSON.stringify(value)}`.toLowerCase().includes(wanted))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function shownOf(shown: number, all: JsonObject): string {
  const total = Object.keys(all).length;
  return shown === total ? String(total) : `${shown} of ${total}`;
}
