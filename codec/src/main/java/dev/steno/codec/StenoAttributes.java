// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

/**
 * Names of attributes and events that Steno's client writes where OpenTelemetry's GenAI conventions
 * have none, and that Steno's door reads. Stateless.
 */
public final class StenoAttributes {
  /** The type of a span by the name of its constant; marks a span of Steno's client. */
  public static final String TYPE = "steno.span.type";

  /** What went into a span, in OpenInference's name; its form is {@link #INPUT_FORM}. */
  public static final String INPUT = "input.value";

  /** {@link #JSON} if the input, wherever it stands, is JSON text; absent if it is plain text. */
  public static final String INPUT_FORM = "input.mime_type";

  /** What came out of a span, in OpenInference's name; its form is {@link #OUTPUT_FORM}. */
  public static final String OUTPUT = "output.value";

  /** {@link #JSON} if the output, wherever it stands, is JSON text; absent if it is plain text. */
  public static final String OUTPUT_FORM = "output.mime_type";

  /** The form of JSON text. */
  public static final String JSON = "application/json";

  /** What the client noticed, as a list of words; they become flags of the span. */
  public static final String FLAGS = "steno.flags";

  /** How many characters were left out of a span because a text was too long. */
  public static final String CUT = "steno.cut_characters";

  /**
   * Before the name of every redaction rule that found something in a span before it left; the
   * value is how many places were replaced.
   */
  public static final String REDACTED = "steno.redacted.";

  /** The channel by which a person came. */
  public static final String CHANNEL = "steno.channel";

  /** The tags, a list of texts. */
  public static final String TAGS = "steno.tags";

  /** The release of the application. */
  public static final String RELEASE = "steno.release";

  /** Before the name of every piece of metadata. */
  public static final String METADATA = "steno.metadata.";

  /** How often a model call was tried, where that was more than once. */
  public static final String ATTEMPTS = "steno.attempts";

  /** The id of the interaction that a span is of, on the message that began it. */
  public static final String INTERACTION = "steno.interaction.id";

  /** The event of a span that begins. */
  public static final String START = "steno.span.start";

  /** The name of a span that begins. */
  public static final String START_NAME = "steno.span.name";

  /** The kind of a span that begins. */
  public static final String START_KIND = "steno.span.kind";

  /** The parent's id of a span that begins. */
  public static final String START_PARENT = "steno.span.parent_id";

  /** The event of a judgement, as the conventions have it; what they lack follows below. */
  public static final String EVALUATION = "gen_ai.evaluation.result";

  /** Before the name of every field of feedback; a source marks an event of Steno's client. */
  public static final String FEEDBACK = "steno.feedback.";

  /** The name, which the conventions ask for, of feedback on nothing in particular. */
  public static final String UNNAMED_FEEDBACK = "feedback";

  private StenoAttributes() {}
}
