// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Delta;
import dev.steno.model.chain.Delta.Change;
import dev.steno.model.chain.Delta.Kind;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Position;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import dev.steno.model.step.CacheCheck.Cause;
import dev.steno.model.step.CacheCheck.Section;
import dev.steno.model.step.Step.Basis;
import dev.steno.model.step.Step.News;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells how the prompt cache fared. Made and used up by {@link #of}, for one thread. */
public final class CacheChecks {
  /** No provider caches a shorter prompt. */
  public static final int SHORTEST = 1_024;

  /** Providers cache in blocks of so many tokens. */
  private static final int BLOCK = 128;

  private static final int TENTH = 10;

  private final Sizes sizes;
  private final BiFunction<Span, Long, @Nullable BigDecimal> readAgain;
  private final Map<Key, Commit> commits = new HashMap<>();
  private final Map<Key, Step> steps = new HashMap<>();

  private record Key(TraceId trace, SpanId span) {
    static Key of(Span span) {
      return new Key(span.traceId(), span.spanId());
    }
  }

  /** Where the prompt first differs from the one before, and how much of it lies before that. */
  private record Break(Cause cause, @Nullable Section section, int kept, long before) {}

  private CacheChecks(
      Function<Hash, @Nullable Message> message,
      Function<Hash, @Nullable JsonValue> tool,
      BiFunction<Span, Long, @Nullable BigDecimal> readAgain) {
    this.sizes = new Sizes(message, tool);
    this.readAgain = readAgain;
  }

  /**
   * The checks of a trace, or of a conversation of several: one for each call that continues
   * another, in the order of {@link Steps#of}.
   *
   * @param turns the traces, earliest first
   * @param message the message of an id; null if it is not known
   * @param tool the tool definition of an id; null if it is not known
   * @param readAgain USD by which so many tokens of a call cost more than from the cache; null if
   *     unknown
   */
  public static List<CacheCheck> of(
      List<Turn> turns,
      Function<Hash, @Nullable Message> message,
      Function<Hash, @Nullable JsonValue> tool,
      BiFunction<Span, Long, @Nullable BigDecimal> readAgain) {
    CacheChecks checks = new CacheChecks(message, tool, readAgain);
    for (Turn turn : turns) {
      for (Span span : turn.spans()) {
        Commit commit = turn.commits().get(span.spanId());
        if (commit != null) {
          checks.commits.put(Key.of(span), commit);
        }
      }
    }
    List<CacheCheck> all = new ArrayList<>();
    for (Step step : Steps.of(turns, message, tool)) {
      CacheCheck check = checks.check(step);
      if (check != null) {
        all.add(check);
      }
      checks.steps.put(Key.of(step.span()), step);
    }
    return List.copyOf(all);
  }

  private @Nullable CacheCheck check(Step step) {
    News news = step.news();
    Span reference = news == null ? null : news.reference();
    Commit commit = commits.get(Key.of(step.span()));
    Position seen = step.seen();
    Step before = reference == null ? null : steps.get(Key.of(reference));
    if (step.basis() != Basis.COMPARED
        || news == null
        || reference == null
        || commit == null
        || seen == null
        || before == null
        || before.seen() == null) {
      return null;
    }
    int read = before.seen().length();
    Break broken = broken(step.span(), reference, news, commit, seen, read);
    return judged(step, reference, broken, repeated(news, commit, seen, read), total(commit, seen));
  }

  private Break broken(
      Span span, Span reference, News news, Commit commit, Position seen, int read) {
    if (!same(model(span), model(reference))) {
      return new Break(Cause.MODEL_CHANGED, null, 0, 0);
    }
    Delta tools = news.tools();
    if (tools != null && !tools.isEmpty()) {
      long before = sizes.of(first(commit.tools(), tools.common()));
      return new Break(Cause.TOOLS_CHANGED, Section.TOOLS, tools.common(), before);
    }
    Delta system = news.system();
    long ofTools = sizes.of(commit.tools());
    if (system != null && !system.isEmpty()) {
      long before = ofTools + sizes.of(first(commit.system(), system.common()));
      return new Break(Cause.SYSTEM_CHANGED, Section.SYSTEM, system.common(), before);
    }
    long ofSystem = ofTools + sizes.of(commit.system());
    int common = news.messages().common();
    if (common < read) {
      long before = ofSystem + sizes.upTo(seen.at(common));
      return new Break(cause(news.messages()), Section.MESSAGES, common, before);
    }
    return new Break(Cause.PROVIDER_MISSED, null, 0, ofSystem + sizes.upTo(seen.at(read)));
  }

  private static Cause cause(Delta messages) {
    if (messages.compacted()) {
      return Cause.COMPACTION;
    }
    for (Change change : messages.changes()) {
      switch (change.kind()) {
        case EDITED -> {
          return Cause.MESSAGE_EDITED;
        }
        case GONE -> {
          return Cause.MESSAGE_REMOVED;
        }
        case NEW -> {
          return Cause.MESSAGE_INSERTED;
        }
        case REASONING_LEFT -> {
          return Cause.REASONING_LEFT;
        }
        case UNCHANGED -> {
          // What is unchanged breaks nothing.
        }
      }
    }
    return Cause.MESSAGE_REMOVED;
  }

  /** How much of the prompt the reference had read, wherever it stands now. */
  private long repeated(News news, Commit commit, Position seen, int read) {
    Delta messages = news.messages();
    int common = Math.min(messages.common(), read);
    long size =
        unchanged(news.tools(), commit.tools())
            + unchanged(news.system(), commit.system())
            + sizes.upTo(seen.at(common));
    int at = messages.common();
    for (Change change : messages.changes()) {
      boolean same = change.kind() == Kind.UNCHANGED || change.kind() == Kind.REASONING_LEFT;
      int asked = Math.max(0, Math.min(change.before().size(), read - at));
      // What follows is the reference's answer, which no cache held yet.
      size += same ? sizes.of(change.after().subList(0, asked)) : 0;
      at += change.before().size();
    }
    return size;
  }

  private long unchanged(@Nullable Delta delta, @Nullable List<Hash> ids) {
    return delta == null
        ? 0
        : sizes.of(first(ids, delta.common())) + sizes.of(delta.ids(Kind.UNCHANGED));
  }

  private long total(Commit commit, Position seen) {
    return sizes.of(commit.tools()) + sizes.of(commit.system()) + sizes.upTo(seen);
  }

  private CacheCheck judged(Step step, Span reference, Break broken, long size, long total) {
    Span span = step.span();
    Usage usage = usage(span);
    Long input = usage == null ? null : usage.inputTokens();
    Long read = usage == null ? null : usage.cacheRead();
    Usage before = usage(reference);
    Long inputBefore = before == null ? null : before.inputTokens();
    boolean intact = broken.cause() == Cause.PROVIDER_MISSED;
    Long exact =
        intact && input != null && inputBefore != null
            ? Long.valueOf(Math.min(input, inputBefore))
            : null;
    Long repeated = exact != null ? exact : share(size, total, input);
    Long reread = null;
    if (repeated != null && (read != null || !intact)) {
      long served = read != null ? read : known(share(broken.before(), total, input));
      reread = Math.max(0, repeated - served);
    }
    Cause cause = cause(broken.cause(), repeated, read, reread);
    return new CacheCheck(
        span,
        step.lane(),
        reference,
        cause,
        broken.section(),
        broken.kept(),
        repeated,
        read,
        reread,
        repeated != null && exact == null,
        gap(reference, span),
        cause.isLoss() && reread != null ? readAgain.apply(span, reread) : null);
  }

  private static Cause cause(
      Cause found, @Nullable Long repeated, @Nullable Long read, @Nullable Long reread) {
    if (repeated != null && repeated < SHORTEST) {
      return Cause.SHORT;
    }
    // An estimate must not accuse: a tenth is what it may be wrong by.
    boolean little = repeated != null && reread != null && reread <= BLOCK + repeated / TENTH;
    if (little && read != null) {
      return Cause.HIT;
    }
    return found == Cause.PROVIDER_MISSED && reread == null ? Cause.UNKNOWN : found;
  }

  private static @Nullable Long share(long size, long total, @Nullable Long input) {
    return input == null || total == 0
        ? null
        : Long.valueOf(Math.round((double) input * size / total));
  }

  private static @Nullable Duration gap(Span reference, Span span) {
    Instant end = reference.end() != null ? reference.end() : reference.start();
    if (end == null || span.start() == null) {
      return null;
    }
    return end.isAfter(span.start()) ? Duration.ZERO : Duration.between(end, span.start());
  }

  private static @Nullable Usage usage(Span span) {
    return span.generation() == null ? null : span.generation().usage();
  }

  private static @Nullable String model(Span span) {
    return span.generation() == null ? null : span.generation().model();
  }

  /** A model that is not known is not another one. */
  private static boolean same(@Nullable String one, @Nullable String other) {
    return one == null || other == null || one.equals(other);
  }

  private static List<Hash> first(@Nullable List<Hash> ids, int count) {
    return ids == null ? List.of() : ids.subList(0, Math.min(count, ids.size()));
  }

  private static long known(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
