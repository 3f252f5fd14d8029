// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.client.delivery.Delivery;
import dev.steno.client.delivery.DeliveryOptions;
import dev.steno.client.delivery.DeliveryOptionsBuilder;
import dev.steno.client.delivery.OtlpDelivery;
import dev.steno.client.pipeline.Pipeline;
import dev.steno.client.pipeline.Recent;
import dev.steno.client.pipeline.Redaction;
import dev.steno.client.pipeline.Sampling;
import dev.steno.client.pipeline.Screening;
import dev.steno.client.pipeline.Starts;
import dev.steno.client.recording.Recorder;
import dev.steno.client.recording.RootIds;
import dev.steno.client.recording.Settings;
import dev.steno.redaction.RedactionSettings;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what a client is to be like. For one thread. */
public final class StenoBuilder {
  private static final String SCOPE = "dev.steno.client";
  private static final Duration SHUTDOWN = Duration.ofSeconds(5);
  private static final int MOST_RECENT = 100_000;

  private final AttributesBuilder resource = Attributes.builder();
  private boolean disabled;
  private boolean captureContent = true;
  private boolean startParts = true;
  private int longest = Settings.DEFAULT.longest();
  private int recent = 100;
  private Sampling sampling = Sampling.ALL;
  private final List<RedactionSettings> redact = new ArrayList<>();
  private boolean redactDryRun;
  private Redaction redaction = Redaction.NONE;
  private Clock clock = Clock.getDefault();
  private IdGenerator ids = IdGenerator.random();
  private URI endpoint = URI.create("http://localhost:4318");
  private Consumer<DeliveryOptionsBuilder> sending = options -> {};
  private @Nullable Delivery delivery;

  StenoBuilder() {}

  /**
   * Takes over what variables of these names say: {@code STENO_ENDPOINT}, {@code STENO_API_KEY},
   * {@code STENO_PROJECT}, {@code STENO_SPOOL} (a folder, {@code off} for none, else {@code
   * .steno/client-spool} in the home folder), {@code STENO_CAPTURE_CONTENT}, {@code
   * STENO_START_PARTS}, {@code STENO_REDACT} (rules, with commas between), {@code
   * STENO_REDACT_RULES} (a file of rules as JSON), {@code STENO_REDACT_DRY_RUN}, {@code
   * OTEL_SDK_DISABLED}, {@code OTEL_SERVICE_NAME}, {@code OTEL_RESOURCE_ATTRIBUTES}, {@code
   * OTEL_TRACES_SAMPLER} with {@code OTEL_TRACES_SAMPLER_ARG}, {@code
   * OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT} and {@code
   * OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT}. Where an application sends its other
   * telemetry to, {@code OTEL_EXPORTER_OTLP_ENDPOINT}, is not taken over: what people say to models
   * belongs only where somebody said it should go.
   *
   * @throws IllegalArgumentException if a variable cannot be read
   */
  public StenoBuilder environment(Map<String, String> variables) {
    new EnvironmentVariables(variables, System.getProperty("user.home")).putTo(this);
    return this;
  }

  /** A client that does nothing is built. */
  public StenoBuilder disabled(boolean value) {
    disabled = value;
    return this;
  }

  /** The service that is traced. */
  public StenoBuilder serviceName(String name) {
    return resourceAttribute("service.name", name);
  }

  /** The project that what is traced belongs to, unless the key has one. */
  public StenoBuilder project(String name) {
    sending = sending.andThen(options -> options.project(name));
    return resourceAttribute("steno.project", name);
  }

  /** The server's address, without {@code /v1/traces}; {@code http://localhost:4318} by default. */
  public StenoBuilder endpoint(URI address) {
    endpoint = address;
    return this;
  }

  /** The key, as {@code steno key create --scope ingest} prints it. */
  public StenoBuilder apiKey(String key) {
    return sending(options -> options.key(key));
  }

  /** How the client's own delivery sends, and what it keeps on disk while it cannot. */
  public StenoBuilder sending(Consumer<DeliveryOptionsBuilder> options) {
    sending = sending.andThen(options);
    return this;
  }

  /** The deployment environment of all traces that do not say otherwise. */
  public StenoBuilder deploymentEnvironment(String name) {
    return resourceAttribute("deployment.environment.name", name);
  }

  /** The release of the application. */
  public StenoBuilder release(String name) {
    return resourceAttribute("service.version", name);
  }

  /** Something else that is true of the whole application. */
  public StenoBuilder resourceAttribute(String key, String value) {
    resource.put(key, value);
    return this;
  }

  /**
   * Whether what was said leaves the application: input, output, messages, tools, what failures
   * say, comments of feedback, bodies of log records. Without it types, names, times, usage, cost,
   * and what {@code attribute} and {@code metadata} are given still do, and the rest of feedback.
   */
  public StenoBuilder captureContent(boolean value) {
    captureContent = value;
    return this;
  }

  /**
   * Whether a span that runs longer than {@link Starts#GRACE} is told of while it runs, so that one
   * that never ends is known.
   */
  public StenoBuilder startParts(boolean value) {
    startParts = value;
    return this;
  }

  /**
   * How many characters one text may have; more are left out and counted on the span.
   *
   * @param characters 1 or more
   */
  public StenoBuilder longestText(int characters) {
    longest = checked("longestText", characters, 1, Integer.MAX_VALUE);
    return this;
  }

  /**
   * How many spans {@link Steno#recent} holds.
   *
   * @param spans 0 to 100,000
   */
  public StenoBuilder recent(int spans) {
    recent = checked("recent", spans, 0, MOST_RECENT);
    return this;
  }

  /** Which traces leave the application. */
  public StenoBuilder sampling(Sampling value) {
    sampling = value;
    return this;
  }

  /**
   * Takes out of every text, before it leaves the application, what built-in rules find: {@code
   * secrets}, {@code email}, {@code phone}, {@code card} or one of those that {@code secrets}
   * stands for; the same as a server's {@code --redact}.
   *
   * @throws IllegalArgumentException if a rule is not known
   */
  public StenoBuilder redact(String... rules) {
    return redact(new RedactionSettings(Set.copyOf(List.of(rules)), List.of()));
  }

  /**
   * Takes out what these rules find, besides those of earlier calls. What they replaced is counted
   * on each span, and in {@link StenoCounts}.
   */
  public StenoBuilder redact(RedactionSettings rules) {
    redact.add(rules);
    return this;
  }

  /** Whether what rules find stays, and is only counted, in {@link Steno#redactionTrial}. */
  public StenoBuilder redactDryRun(boolean value) {
    redactDryRun = value;
    return this;
  }

  /** Sees every text before it leaves the application, and before rules do. */
  public StenoBuilder redaction(Redaction value) {
    redaction = value;
    return this;
  }

  /** What takes the spans out of the application, instead of the client's own; closed with it. */
  public StenoBuilder delivery(Delivery value) {
    delivery = value;
    return this;
  }

  /** The clock. */
  public StenoBuilder clock(Clock value) {
    clock = value;
    return this;
  }

  /** Where new ids come from. */
  public StenoBuilder ids(IdGenerator value) {
    ids = value;
    return this;
  }

  /** A client that runs. */
  public Steno build() {
    if (disabled) {
      return Steno.noop();
    }
    Recent ring = new Recent(recent);
    Delivery to = delivery == null ? ownDelivery() : delivery;
    Screening screening = new Screening(captureContent, redaction, redact, redactDryRun);
    Pipeline pipeline = new Pipeline(to, sampling, screening, ring);
    RootIds roots = new RootIds(ids);
    Resource all =
        pipeline.resource(Resource.getDefault().merge(Resource.create(resource.build())));
    SdkTracerProvider tracers = pipeline.tracers(all, clock, roots);
    SdkLoggerProvider loggers = pipeline.loggers(all, clock);
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder().setTracerProvider(tracers).setLoggerProvider(loggers).build();
    Logger logger = loggers.get(SCOPE);
    Recorder recorder =
        new Recorder(
            new Settings(captureContent, longest),
            clock,
            tracers.get(SCOPE),
            logger,
            roots,
            startParts ? new Starts(logger, clock) : null,
            null,
            pipeline::chooses);
    return new Steno(recorder, new Engine(recorder, sdk, ring, pipeline, to, SHUTDOWN));
  }

  private Delivery ownDelivery() {
    DeliveryOptionsBuilder options = DeliveryOptions.builder(endpoint);
    sending.accept(options);
    // The client's own hook closes it, after it has ended what is still open.
    return OtlpDelivery.start(options.shutdownWithin(Duration.ZERO).build());
  }

  /** A client on somebody else's OpenTelemetry; what concerns delivery is not looked at. */
  Steno on(OpenTelemetry openTelemetry) {
    Recent ring = new Recent(recent);
    Tracer tracer = openTelemetry.getTracer(SCOPE);
    Logger logger = openTelemetry.getLogsBridge().get(SCOPE);
    Recorder recorder =
        new Recorder(
            new Settings(captureContent, longest),
            clock,
            tracer,
            logger,
            null,
            startParts ? new Starts(logger, clock) : null,
            ring,
            traceId -> true);
    return new Steno(recorder, new Engine(recorder, openTelemetry, ring, null, null, null));
  }

  private static int checked(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
    return value;
  }
}
