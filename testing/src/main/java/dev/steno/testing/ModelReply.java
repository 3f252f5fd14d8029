// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.model.message.ToolCall;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link MockModel} answers. Immutable. It is also the script that always answers so. */
public sealed interface ModelReply extends ModelScript {

  @Override
  default ModelReply reply(ModelCall call) {
    return this;
  }

  /** An answer in words. */
  static Answer text(String text) {
    return new Answer(text, null, List.of(), Duration.ZERO, Duration.ZERO);
  }

  /** A request to call tools; more than one are parallel calls. */
  static Answer calls(ToolCall... calls) {
    return new Answer("", null, List.of(calls), Duration.ZERO, Duration.ZERO);
  }

  /**
   * A tool call whose id the server makes up.
   *
   * @param arguments the text of a JSON object
   */
  static ToolCall call(String name, String arguments) {
    return ToolCall.function(null, name, arguments);
  }

  /**
   * An error with an HTTP status.
   *
   * @param status 400 to 599
   */
  static Failure failure(int status, String message) {
    return new Failure(status, message, null);
  }

  /**
   * An answer.
   *
   * @param text what the model says; "" if nothing
   * @param reasoning what it thought aloud first; null if it does not reason
   * @param toolCalls the tools it asks for; a null id is made up from the request
   * @param delay from the request to the first chunk or the whole answer
   * @param pace between two chunks of a streamed answer
   */
  record Answer(
      String text,
      @Nullable String reasoning,
      List<ToolCall> toolCalls,
      Duration delay,
      Duration pace)
      implements ModelReply {

    /** Copies the list. */
    public Answer {
      toolCalls = List.copyOf(toolCalls);
    }

    /** This answer after these thoughts. */
    public Answer thinking(String thoughts) {
      return new Answer(text, thoughts, toolCalls, delay, pace);
    }

    /** This answer with other words before its tool calls. */
    public Answer saying(String words) {
      return new Answer(words, reasoning, toolCalls, delay, pace);
    }

    /** This answer, later. */
    public Answer after(Duration wait) {
      return new Answer(text, reasoning, toolCalls, wait, pace);
    }

    /** This answer, streamed with a pause between two chunks. */
    public Answer paced(Duration pause) {
      return new Answer(text, reasoning, toolCalls, delay, pause);
    }

    Answer calling(List<ToolCall> calls) {
      return new Answer(text, reasoning, calls, delay, pace);
    }
  }

  /**
   * An error.
   *
   * @param status the HTTP status, 400 to 599
   * @param message the sentence within it
   * @param retryAfter the header {@code Retry-After}, in whole seconds; null for none
   */
  record Failure(int status, String message, @Nullable Duration retryAfter) implements ModelReply {

    /** Checks the status. */
    public Failure {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("status: " + status + " (expected: 400 to 599)");
      }
    }

    /** This error with a {@code Retry-After} header. */
    public Failure retryAfter(Duration wait) {
      return new Failure(status, message, wait);
    }
  }
}
