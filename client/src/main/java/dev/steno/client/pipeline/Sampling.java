// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.function.Predicate;

/**
 * Which traces leave the application: a share of them, chosen by trace id, so that all services
 * choose alike; and besides each trace with a span that a rule keeps. Immutable; thread-safe if its
 * rule is.
 *
 * @param share 0 for none to 1 for all
 * @param rule a trace that was not chosen leaves from the first span on that it holds for; spans of
 *     it that ended earlier leave with it as far as they are still held
 */
public record Sampling(double share, Predicate<SpanData> rule) {

  /** Every trace. */
  public static final Sampling ALL = new Sampling(1, span -> true);

  /** Checks the share. */
  public Sampling {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " (expected: 0 to 1)");
    }
  }

  /** A share of all traces, and every trace that has an error. */
  public static Sampling ratio(double share) {
    return new Sampling(share, Sampling::isError);
  }

  /** This sampling which keeps besides each trace with a span that {@code also} holds for. */
  public Sampling keeping(Predicate<SpanData> also) {
    return new Sampling(share, rule.or(also));
  }

  /** This sampling without any rule: also a trace with an error leaves by chance alone. */
  public Sampling withoutRules() {
    return new Sampling(share, span -> false);
  }

  private static boolean isError(SpanData span) {
    return span.getStatus().getStatusCode() == StatusCode.ERROR;
  }
}
