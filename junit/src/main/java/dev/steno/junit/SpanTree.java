// SPDX-License-Identifier: Apache-2.0
package dev.steno.junit;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded as it is shown where a check fails: a line for each span, indented below its
 * parent, with its feedback; the one in question is marked and has its attributes. For one thread.
 */
final class SpanTree {
  private static final int LONGEST = 60;

  private final List<RecordedSpan> spans;
  private final List<RecordedFeedback> feedback;
  private final @Nullable Object marked;
  private final StringBuilder out = new StringBuilder();

  private SpanTree(Recording recording, @Nullable Object marked) {
    spans = recording.ended();
    feedback = recording.feedback();
    this.marked = marked;
  }

  /** The lines, each after a line break; words if there are none. */
  static String of(Recording recording, @Nullable Object marked) {
    return new SpanTree(recording, marked).text();
  }

  /** A text that fits on a line. */
  static String shortened(String text) {
    String line = text.replace("\r", "").replace("\n", "\\n");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private String text() {
    Set<String> known = spans.stream().map(RecordedSpan::id).collect(Collectors.toSet());
    for (RecordedSpan span : spans) {
      if (!known.contains(span.parentId())) {
        span(span, 1);
      }
    }
    for (RecordedFeedback each : feedback) {
      if (!known.contains(each.spanId().orElse(""))) {
        line(1, each, each + " on trace " + each.traceId());
      }
    }
    return out.isEmpty() ? " none that ended" : out.toString();
  }

  private void span(RecordedSpan span, int depth) {
    line(depth, span, span.toString());
    if (isMarked(span)) {
      span.attributes()
          .forEach(
              (name, value) ->
                  line(depth + 2, name, name + " = " + shortened(String.valueOf(value))));
    }
    for (RecordedFeedback each : feedback) {
      if (Objects.equals(each.spanId().orElse(null), span.id())) {
        line(depth + 1, each, each.toString());
      }
    }
    for (RecordedSpan below : spans) {
      if (below.parentId().equals(span.id())) {
        span(below, depth + 1);
      }
    }
  }

  private void line(int depth, Object of, String text) {
    String mark = isMarked(of) ? "> " : "  ";
    out.append('\n').append("  ".repeat(depth - 1)).append(mark).append(text);
  }

  private boolean isMarked(Object of) {
    return marked != null && marked.equals(of);
  }
}
