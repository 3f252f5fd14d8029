// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.model.message.ToolCall;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a {@link MockModel} answers. Immutable. It is also the script that always answers so. */
public sealed interface ModelReply extends ModelScript {

  @Override
  default ModelReply reply(ModelCall call) {
    return this;
  }

  /** An answer in words. */
  static Answer text(String text) {
    return new Answer(text, null, List.of(), Ending.DONE, Duration.ZERO, Duration.ZERO);
  }

  /** A request to call tools; more than one are parallel calls. */
  static Answer calls(ToolCall... calls) {
    return text("").calling(List.of(calls));
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
   * A body as it stands, such as JSON that breaks off, or "".
   *
   * @param status 200 to 599
   */
  static Raw raw(int status, String contentType, String body) {
    return new Raw(status, contentType, body);
  }

  /** Why an answer ends. Providers have names of their own for it. */
  enum Ending {
    /** The model has said what it had to say, or waits for its tools. */
    DONE,
    /** The limit of tokens was reached. */
    LENGTH,
    /** The provider's filter stepped in. */
    FILTERED,
    /** The model refuses; its text says so. */
    REFUSED
  }

  /**
   * An answer.
   *
   * @param text what the model says; "" if nothing
   * @param reasoning what it thought aloud first; null if it does not reason
   * @param toolCalls the tools it asks for; a null id is made up from the request
   * @param ending why it ends there
   * @param delay from the request to the first chunk or the whole answer; not even the headers are
   *     sent before
   * @param pace between two chunks of a streamed answer
   */
  record Answer(
      String text,
      @Nullable String reasoning,
      List<ToolCall> toolCalls,
      Ending ending,
      Duration delay,
      Duration pace)
      implements ModelReply {

    /** Copies the list. */
    public Answer {
      toolCalls = List.copyOf(toolCalls);
    }

    /** This answer after these thoughts. */
    public Answer thinking(String thoughts) {
      return new Answer(text, thoughts, toolCalls, ending, delay, pace);
    }

    /** This answer with other words before its tool calls. */
    public Answer saying(String words) {
      return new Answer(words, reasoning, toolCalls, ending, delay, pace);
    }

    /** This answer, which ends there for another reason. */
    public Answer ending(Ending reason) {
      return new Answer(text, reasoning, toolCalls, reason, delay, pace);
    }

    /** This answer, later. */
    public Answer after(Duration wait) {
      return new Answer(text, reasoning, toolCalls, ending, wait, pace);
    }

    /** This answer, streamed with a pause between two chunks. */
    public Answer paced(Duration pause) {
      return new Answer(text, reasoning, toolCalls, ending, delay, pause);
    }

    /** This answer until the connection breaks. */
    public Broken cutAfter(int chunks) {
      return new Broken(this, chunks, Broken.How.CUT, null);
    }

    /** This answer until nothing more comes, for ever. */
    public Broken stallingAfter(int chunks) {
      return new Broken(this, chunks, Broken.How.STALL, null);
    }

    /** This answer until it fails. */
    public Broken failingAfter(int chunks, Failure failure) {
      return new Broken(this, chunks, Broken.How.ERROR, failure);
    }

    Answer calling(List<ToolCall> calls) {
      return new Answer(text, reasoning, calls, ending, delay, pace);
    }
  }

  /**
   * An answer that breaks in the middle.
   *
   * @param answer what was to be said
   * @param chunks how many chunks of a stream are sent; of an answer that is not streamed half is
   *     sent, and none if it fails
   * @param how what happens then
   * @param failure what the stream says; null unless it is an error
   */
  record Broken(Answer answer, int chunks, How how, @Nullable Failure failure)
      implements ModelReply {

    /** How an answer breaks. */
    public enum How {
      /** The connection ends. */
      CUT,
      /** Nothing comes until the client gives up or the server is closed. */
      STALL,
      /** An error comes in the stream, which then ends; not streamed, the error alone. */
      ERROR
    }

    /** Checks the number, and that an error has a failure. */
    public Broken {
      if (chunks < 0) {
        throw new IllegalArgumentException("chunks: " + chunks + " (expected: 0 or more)");
      }
      if ((how == How.ERROR) != (failure != null)) {
        throw new IllegalArgumentException("failure: " + failure + " (expected: with ERROR only)");
      }
    }
  }

  /**
   * An error.
   *
   * @param status the HTTP status, 400 to 599
   * @param message the sentence within it
   * @param retryAfter the header {@code Retry-After}; null for none
   */
  record Failure(int status, String message, @Nullable String retryAfter) implements ModelReply {
    private static final DateTimeFormatter HTTP_DATE =
        DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Checks the status. */
    public Failure {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("status: " + status + " (expected: 400 to 599)");
      }
    }

    /** This error with a {@code Retry-After} header in whole seconds. */
    public Failure retryAfter(Duration wait) {
      return new Failure(status, message, Long.toString(wait.toSeconds()));
    }

    /** This error with a {@code Retry-After} header that is a date. */
    public Failure retryAt(Instant time) {
      return new Failure(status, message, HTTP_DATE.format(time));
    }
  }

  /**
   * A body as it stands.
   *
   * @param status the HTTP status
   * @param contentType the header; "" for none
   * @param body "" for an empty one
   */
  record Raw(int status, String contentType, String body) implements ModelReply {}
}
