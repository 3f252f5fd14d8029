// SPDX-License-Identifier: Apache-2.0
// Sends one trace of three spans by each exporter and compression, and prints a line a trace:
// its id and how it was sent. Usage: node send.mjs HTTP_URL GRPC_URL
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

const [http, grpc] = process.argv.slice(2);
const exporters = { json: JsonExporter, proto: ProtoExporter, grpc: GrpcExporter };

for (const [name, Exporter] of Object.entries(exporters)) {
  for (const compression of ['none', 'gzip']) {
    const url = name === 'grpc' ? grpc : `${http}/v1/traces`;
    await send(`${name}-${compression}`, new Exporter({ url, compression }));
  }
}

async function send(name, exporter) {
  let failure;
  const watched = {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        failure = result.code === 0 ? failure : (result.error ?? new Error(`code ${result.code}`));
        done(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name }),
    spanProcessors: [new BatchSpanProcessor(watched)],
  });
  const tracer = provider.getTracer('steno-e2e', '1');
  const root = tracer.startSpan(name, { kind: SpanKind.SERVER });
  const inside = trace.setSpan(context.active(), root);
  for (const model of ['gpt-a', 'gpt-b']) {
    const chat = tracer.startSpan(`chat ${model}`, { kind: SpanKind.CLIENT }, inside);
    chat.setAttributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': model,
      'gen_ai.usage.input_tokens': 7,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.input.messages': JSON.stringify([
        { role: 'user', parts: [{ type: 'text', content: `sent by ${name}` }] },
      ]),
      'gen_ai.output.messages': JSON.stringify([
        { role: 'assistant', parts: [{ type: 'text', content: 'ok' }], finish_reason: 'stop' },
      ]),
    });
    chat.setStatus({ code: SpanStatusCode.OK });
    chat.end();
  }
  root.end();
  await provider.shutdown();
  if (failure) throw failure;
  console.log(`${root.spanContext().traceId} ${name}`);
}
