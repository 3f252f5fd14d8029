// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.codec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A ChatML message in words. Stateless. What somebody else wrote is made harmless here. */
final class Chat {

  private Chat() {}

  /** Something of a message: who or what, and the words. */
  record Line(String label, String text) {}

  /** The message's parts, each in one line: thoughts, text, tool calls. */
  static List<Line> lines(Node message) {
    String role = Cells.line(message.text("role", "unknown"));
    List<Line> lines = new ArrayList<>();
    String thoughts = message.text("reasoning_content");
    if (thoughts != null) {
      lines.add(new Line("thinks", Cells.line(thoughts)));
    }
    String text = Cells.line(text(message));
    if (!text.isEmpty()) {
      lines.add(new Line(role, text));
    }
    for (Node call : message.each("tool_calls")) {
      Node function = call.get("function");
      String arguments = function.text("arguments", "");
      lines.add(new Line("calls", Cells.line(function.text("name", "?") + " " + arguments)));
    }
    return lines.isEmpty() ? List.of(new Line(role, "(nothing)")) : lines;
  }

  /** The message's content as text, with a note for what is none. */
  static String text(Node message) {
    List<String> texts = new ArrayList<>();
    for (Node block : message.each("content")) {
      String type = block.text("type", "");
      String text = block.text("text");
      if (type.equals("text") && text != null) {
        texts.add(text);
      } else if (type.equals("json")) {
        texts.add(json(block.get("json")));
      } else {
        texts.add(note(type, block.get("source")));
      }
    }
    String whole = message.get("content").text();
    return whole != null ? whole : String.join("\n", texts);
  }

  private static String json(Node node) {
    return node.value() == null ? "" : Json.write(node.value());
  }

  private static String note(String type, Node source) {
    String where = source.text("url", source.text("file_id", ""));
    String size = source.number("size") == null ? "" : bytes(source.count("size"));
    String detail = String.join(" ", source.text("media_type", ""), size, where);
    return "[" + (type + " " + detail).strip().replaceAll(" +", " ") + "]";
  }

  private static String bytes(long size) {
    return size < 1024 ? size + " B" : String.format(Locale.ROOT, "%,d kB", (size + 512) / 1024);
  }
}
