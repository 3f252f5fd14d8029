// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import type { TailState } from '../api/tail';
import { BASE_PATH } from '../api/fetch';
import { sessionQuery } from '../api/queries';
import { CopyButton } from '../parts/Copy';
import styles from './traces.module.css';

/** How to send the first trace, with the address and project that hold here. */
export function FirstTrace({
  project,
  live,
}: {
  readonly project: string;
  readonly live: TailState;
}) {
  const session = useQuery(sessionQuery).data;
  const header =
    session?.login_required === true
      ? 'authorization=Bearer%20sk-steno-…'
      : `x-steno-project=${project}`;
  const lines = [
    `export OTEL_EXPORTER_OTLP_ENDPOINT=${location.origin}${BASE_PATH}`,
    'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
    `export OTEL_EXPORTER_OTLP_HEADERS=${header}`,
    'export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true',
  ].join('\n');
  return (
    <section className={styles['empty']} aria-labelledby="first-trace">
      <h1 id="first-trace">Nothing recorded in “{project}” yet</h1>
      <p>Any OpenTelemetry SDK can send here. Set these where your program runs:</p>
      <Snippet text={lines} what="environment" />
      <p>Or record a small support agent with tools, a retrieval and a retry:</p>
      <Snippet text="./steno demo" what="command" />
      <p className={styles['listening']} data-state={live}>
        <span aria-hidden="true" />
        {live === 'live'
          ? 'Listening. The first trace appears here by itself.'
          : 'Connecting to the server…'}
      </p>
    </section>
  );
}

function Snippet({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <div className={styles['snippet']}>
      <pre tabIndex={0} aria-label={what}>
        {text}
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
