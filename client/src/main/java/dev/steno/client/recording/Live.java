// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.recording;

import dev.steno.client.content.Content;
import dev.steno.client.content.SafeText;
import dev.steno.client.recording.Points.Point;
import dev.steno.codec.StenoAttributes;
import dev.steno.model.SpanType;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's span of one of ours, and what is written on it. Thread-safe. */
public final class Live {
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final AtomicIntegerFieldUpdater<Live> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Live.class, "ended");

  /** What all spans of the client share. */
  public final Recorder recorder;

  /** OpenTelemetry's span. */
  public final Span span;

  private final SpanType type;
  private volatile int ended;
  private volatile boolean hasPoints;
  private volatile @Nullable Notes notes;
  private @Nullable Point point;

  /** A span that has begun. */
  public Live(Recorder recorder, Span span, SpanType type) {
    this.recorder = recorder;
    this.span = span;
    this.type = type;
  }

  /** True for the first to ask: who may end the span. */
  public boolean claim() {
    return ENDED.compareAndSet(this, 0, 1);
  }

  /**
   * Nobody may end the span, which then is a point in time.
   *
   * @param handle what its user holds of it
   * @param owner what it was begun in
   * @param begun when, in nanoseconds since 1970; 0 if it ends when it is found
   */
  public void mayBePoint(Object handle, Object owner, long begun) {
    point = recorder.points.watch(handle, this, owner, begun);
  }

  /** Something that may be a point was begun in this span. */
  public void pointBegan() {
    hasPoints = true;
  }

  /** Writes what went in; null is nothing. */
  public void input(@Nullable Object input) {
    if (input != null && recorder.settings.captureContent()) {
      Content content = content(input);
      span.setAttribute(ContentKeys.input(type, content.json()), content.text());
      if (content.json()) {
        span.setAttribute(ContentKeys.INPUT_FORM, StenoAttributes.JSON);
      }
    }
  }

  /** Writes what came out; null is nothing. */
  public void output(@Nullable Object output) {
    if (output != null && recorder.settings.captureContent()) {
      Content content = content(output);
      span.setAttribute(ContentKeys.output(type, output), content.text());
      if (content.json()) {
        span.setAttribute(ContentKeys.OUTPUT_FORM, StenoAttributes.JSON);
      }
    }
  }

  /** Text that is content and has an attribute of its own. */
  public void content(AttributeKey<String> key, String text) {
    if (recorder.settings.captureContent()) {
      span.setAttribute(key, text);
    }
  }

  /** Writes an attribute of text. */
  public void text(AttributeKey<String> key, String text) {
    span.setAttribute(key, content(text).text());
  }

  /** Writes an attribute: a scalar or a list of texts as it is, else JSON text. */
  public void attribute(String key, @Nullable Object value) {
    if (value instanceof String text && text.length() <= recorder.settings.longest()) {
      span.setAttribute(key, text);
    } else if (value instanceof Boolean bool) {
      span.setAttribute(key, bool);
    } else if (value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte) {
      span.setAttribute(key, ((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      span.setAttribute(key, ((Number) value).doubleValue());
    } else if (value instanceof List<?> list && isText(list)) {
      List<String> texts = new ArrayList<>(list.size());
      list.forEach(text -> texts.add(content(text).text()));
      span.setAttribute(AttributeKey.stringArrayKey(key), texts);
    } else if (value != null) {
      span.setAttribute(key, content(value).text());
    }
  }

  private static boolean isText(List<?> list) {
    for (Object element : list) {
      if (!(element instanceof String)) {
        return false;
      }
    }
    return true;
  }

  private Content content(@Nullable Object value) {
    Content content = Content.of(value == null ? "" : value, recorder.settings.longest());
    note(content.cut(), content.omitted());
    if (content.foreign()) {
      flag("to_string");
    }
    return content;
  }

  /** Counts what was left out. */
  public void note(long characters, long values) {
    if (characters > 0 || values > 0) {
      notes().leftOut(characters, values);
    }
  }

  /** Adds a word about the span, once. */
  public void flag(String flag) {
    notes().flag(flag);
  }

  private synchronized Notes notes() {
    Notes known = notes;
    if (known == null) {
      known = new Notes();
      notes = known;
    }
    return known;
  }

  /** Says what went wrong, without ending the span. */
  public void failure(Throwable cause) {
    String name = cause.getClass().getName();
    span.setAttribute(ERROR_TYPE, name);
    if (!recorder.settings.captureContent()) {
      span.setStatus(StatusCode.ERROR);
      return;
    }
    int longest = recorder.settings.longest();
    String message = SafeText.cut(SafeText.message(cause), longest);
    span.setStatus(StatusCode.ERROR, message);
    span.addEvent(
        "exception",
        Attributes.of(
            AttributeKey.stringKey("exception.type"),
            name,
            AttributeKey.stringKey("exception.message"),
            message,
            AttributeKey.stringKey("exception.stacktrace"),
            SafeText.cut(stackTrace(cause), longest)));
  }

  private static String stackTrace(Throwable cause) {
    try {
      StringWriter text = new StringWriter();
      cause.printStackTrace(new PrintWriter(text));
      return text.toString();
    } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
      return "(printStackTrace: " + e.getClass().getSimpleName() + ")";
    }
  }

  /** Says that the step went well. */
  public void ok() {
    span.setStatus(StatusCode.OK);
  }

  /** Ends the span, which must have been claimed, at a time in nanoseconds; now if it is 0. */
  public void finish(long nanos) {
    Notes said = notes;
    if (said != null) {
      said.putTo(span);
    }
    if (point != null) {
      recorder.points.forget(point);
    }
    if (hasPoints) {
      recorder.points.settle(this);
    }
    if (nanos == 0) {
      span.end();
    } else {
      span.end(nanos, TimeUnit.NANOSECONDS);
    }
    recorder.ended(span);
  }
}
