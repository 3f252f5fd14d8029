// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.langchain4j.Providers;
import dev.steno.chat.provider.Parameters;
import dev.steno.chat.session.InteractionLog;
import dev.steno.client.Steno;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How a model is opened. For one thread. */
public final class ModelOptions {
  private static final Map<String, String> KEYS =
      Map.of(
          "openai", "OPENAI_API_KEY",
          "openai-responses", "OPENAI_API_KEY",
          "anthropic", "ANTHROPIC_API_KEY");

  boolean tracing;
  int maxTraces = 100;
  final List<ChatListener> listeners = new ArrayList<>();
  Parameters parameters = Parameters.NONE;
  @Nullable Steno steno;
  boolean ownsSteno;
  @Nullable Prices prices;
  Duration timeout = Duration.ofMinutes(10);
  int maxAttempts = 3;
  Duration firstDelay = Duration.ofSeconds(1);
  int maxCorrections = 2;
  int parallel = 64;
  Clock clock = Clock.system(ZoneOffset.UTC);
  RandomGenerator random = new SplittableRandom();
  @Nullable Supplier<String> ids;
  private @Nullable String baseUrl;
  private @Nullable String apiKey;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private int verbatimBytes;

  ModelOptions() {}

  /** Whether interactions are kept; false by default. */
  public ModelOptions tracing(boolean on) {
    tracing = on;
    return this;
  }

  /**
   * How many interactions are kept; 100 by default, 0 keeps none, {@link Integer#MAX_VALUE} all.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ModelOptions maxTraces(int most) {
    maxTraces = most;
    new InteractionLog(most);
    return this;
  }

  /** Where the provider is, instead of its own address: any compatible server. */
  public ModelOptions baseUrl(String url) {
    baseUrl = url;
    return this;
  }

  /** The key, instead of the environment's {@code OPENAI_API_KEY} or {@code ANTHROPIC_API_KEY}. */
  public ModelOptions apiKey(String key) {
    apiKey = key;
    return this;
  }

  /** A header to be sent with every request; its value appears in no record. */
  public ModelOptions header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** For one answer, and between two pieces of a stream; ten minutes by default. */
  public ModelOptions timeout(Duration limit) {
    timeout = positive("timeout", limit);
    return this;
  }

  /** A parameter of every request that does not set it; see {@link Parameters}. */
  public ModelOptions parameter(String name, Object value) {
    parameters = ModelRequest.builder().parameter(name, value).parameters().or(parameters);
    return this;
  }

  /** How often a request that failed in passing is made in all; 3 by default. */
  public ModelOptions maxAttempts(int most) {
    maxAttempts = atLeast("maxAttempts", most, 1);
    return this;
  }

  /**
   * The most that is waited before the second attempt, twice as much before each after it; one
   * second by default. A provider that says how long is obeyed, up to a minute.
   */
  public ModelOptions retryDelay(Duration delay) {
    firstDelay = delay;
    return this;
  }

  /** How often a structured answer may be corrected; 2 by default. */
  public ModelOptions maxCorrections(int most) {
    maxCorrections = atLeast("maxCorrections", most, 0);
    return this;
  }

  /** How many calls of {@link TracedModel#generateAsync} run at once; 64 by default. */
  public ModelOptions parallel(int calls) {
    parallel = atLeast("parallel", calls, 1);
    return this;
  }

  /**
   * Keeps the bodies of requests and answers as they went over the wire, keys masked.
   *
   * @param bytes of each body at most; 0 keeps nothing, which is the default
   */
  public ModelOptions verbatim(int bytes) {
    verbatimBytes = atLeast("verbatim", bytes, 0);
    return this;
  }

  /** {@link #verbatim(int)} with a mebibyte, or nothing. */
  public ModelOptions verbatim(boolean on) {
    return verbatim(on ? 1 << 20 : 0);
  }

  /**
   * Also records every call as a trace with this client, which stays its owner's to close. Without
   * it that is done if {@code STENO_ENDPOINT} names a server, by a client as the environment says,
   * which is closed with the model; {@link Steno#noop} keeps that away.
   */
  public ModelOptions steno(Steno client) {
    steno = client;
    return this;
  }

  /** Is told what happens in the calls. */
  public ModelOptions listener(ChatListener listener) {
    listeners.add(listener);
    return this;
  }

  /** What calls cost, where the provider does not say. */
  public ModelOptions prices(Prices table) {
    prices = table;
    return this;
  }

  /** The clock that interactions are dated by. */
  public ModelOptions clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** Where the ids of interactions come from; must give a new one each time, on any thread. */
  public ModelOptions ids(Supplier<String> source) {
    ids = source;
    return this;
  }

  /** Takes a client from the environment if it names a server and none was given. */
  void connect(Map<String, String> environment) {
    if (steno == null && !environment.getOrDefault("STENO_ENDPOINT", "").isBlank()) {
      steno = Steno.builder().environment(environment).build();
      ownsSteno = true;
    }
  }

  Providers.Address address(String provider, Map<String, String> environment) {
    String key = apiKey;
    if (key == null && KEYS.containsKey(provider)) {
      key = environment.get(KEYS.get(provider));
    }
    return new Providers.Address(baseUrl, key, headers, timeout, verbatimBytes);
  }

  private static int atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " or more)");
    }
    return value;
  }

  private static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: more than nothing)");
    }
    return value;
  }
}
