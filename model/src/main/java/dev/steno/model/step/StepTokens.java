// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Usage;
import dev.steno.model.chain.Delta;
import org.jspecify.annotations.Nullable;

/**
 * The input tokens of a call by what they were spent on. Immutable. They are estimated: a provider
 * reports one number for a whole input, which is shared out here by the size of the texts. All but
 * {@code gone} add up to the reported number.
 *
 * @param tools tool definitions
 * @param system system messages
 * @param unchanged messages that were there before
 * @param edited messages that were edited, as they are now
 * @param added messages that are new
 * @param gone messages that the call no longer saw: what they cost the call compared with
 */
public record StepTokens(
    long tools, long system, long unchanged, long edited, long added, long gone) {

  /**
   * The tokens of a call; null if nobody reported its input tokens, or there is nothing to read.
   */
  static @Nullable StepTokens of(Call call, Delta messages, @Nullable Call reference, Sizes sizes) {
    double rate = rate(call, sizes);
    if (Double.isNaN(rate)) {
      return null;
    }
    double before = reference == null ? rate : rate(reference, sizes);
    long edited = sizes.of(messages.ids(Delta.Kind.EDITED));
    long added = sizes.of(messages.ids(Delta.Kind.NEW));
    long gone = sizes.of(messages.ids(Delta.Kind.GONE));
    long[] bounds = {
      0,
      sizes.of(call.commit().tools()),
      sizes.of(call.commit().system()),
      sizes.upTo(call.input()) - edited - added,
      edited,
      added
    };
    // Rounding the running sums and not the parts keeps their sum what was reported.
    for (int i = 1; i < bounds.length; i++) {
      bounds[i] += bounds[i - 1];
    }
    long[] shares = new long[bounds.length - 1];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.round(bounds[i + 1] * rate) - Math.round(bounds[i] * rate);
    }
    return new StepTokens(
        shares[0],
        shares[1],
        shares[2],
        shares[3],
        shares[4],
        Math.round(gone * (Double.isNaN(before) ? rate : before)));
  }

  /** Tokens a byte; NaN if unknown. */
  private static double rate(Call call, Sizes sizes) {
    Usage usage = call.span().generation() == null ? null : call.span().generation().usage();
    Long input = usage == null ? null : usage.inputTokens();
    long size =
        sizes.of(call.commit().tools())
            + sizes.of(call.commit().system())
            + sizes.upTo(call.input());
    return input == null || size == 0 ? Double.NaN : (double) input / size;
  }
}
