// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a {@link MockModel} answers, from the call alone: a script without state of its own
 * answers many conversations at once, and the same call always alike. Must be thread-safe.
 */
@FunctionalInterface
public interface ModelScript {

  /** The reply to a call; null if this script has nothing to say to it. */
  @Nullable ModelReply reply(ModelCall call);

  /** This script, and {@code next} where this one has nothing to say. */
  default ModelScript or(ModelScript next) {
    return call -> {
      ModelReply reply = reply(call);
      return reply != null ? reply : next.reply(call);
    };
  }

  /**
   * One turn of a conversation: if the last user message contains {@code pattern}, the steps answer
   * it one after the other, the first before any tool was called, the second after the first tool
   * results, and so on. Silent after the last step.
   *
   * @param pattern a regular expression, upper and lower case being the same
   */
  static ModelScript turn(String pattern, ModelScript... steps) {
    Pattern user = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    List<ModelScript> inOrder = List.of(steps);
    return call ->
        call.step() < inOrder.size() && user.matcher(call.lastUser()).find()
            ? inOrder.get(call.step()).reply(call)
            : null;
  }

  /** {@code then}, for calls of this model only. */
  static ModelScript model(String model, ModelScript then) {
    return call -> call.model().equals(model) ? then.reply(call) : null;
  }

  /** {@code first} so often for the same request, {@code then} afterwards: an error that passes. */
  static ModelScript times(int times, ModelScript first, ModelScript then) {
    return call -> call.attempt() <= times ? first.reply(call) : then.reply(call);
  }

  /** Says back what it was told, and obeys the directives that {@link EchoScript} knows. */
  static ModelScript echo() {
    return new EchoScript();
  }

  /** The tea shop's support agent of {@code steno demo}. */
  static ModelScript support() {
    return SupportScript.script();
  }
}
