// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import dev.steno.model.json.JsonValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes what a project is set to; what is not named stays as it is. */
@Command(
    name = "set",
    description = "Changes a project's settings; what is not named stays as it is.")
final class ProjectSetCommand implements Runnable {
  private static final String NONE = "none";

  private final Terminal terminal;
  private final Path home;

  @Parameters(
      paramLabel = "NAME",
      description = "Its name; a new one is created. '*': redaction in every project.")
  private String name = "";

  @Option(
      names = "--retention",
      paramLabel = "DAYS",
      description = "How long traces are kept, such as 30d, or 'forever'.")
  private @Nullable String retention;

  @Option(
      names = "--redact",
      paramLabel = "RULE",
      split = ",",
      description = "What to take out of what is sent, such as secrets,email; or 'none'.")
  private List<String> redact = List.of();

  @Option(
      names = "--rule",
      paramLabel = "NAME=PATTERN",
      description = "Takes out what a regular expression matches; without PATTERN, no longer.")
  private Map<String, String> rule = Map.of();

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  ProjectSetCommand(Terminal terminal, Path home) {
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  public void run() {
    if (retention == null && redact.isEmpty() && rule.isEmpty()) {
      throw new Failure(
          Failure.Code.USAGE, "set: nothing (expected: a setting, such as --retention 30d).");
    }
    JsonValue days = retention == null ? null : days(retention);
    try (Rest rest = server.administer(home)) {
      Node before = before(rest);
      Members settings =
          new Members()
              .put("retention_days", days == null ? before.get("retention_days").value() : days)
              .put("redaction", redaction(before.get("redaction")));
      Rest.Answer answer = rest.put(SettingLines.path(name), settings.object());
      if (output.json()) {
        terminal.line(answer.body());
      } else {
        SettingLines.print(terminal, name, answer.node());
      }
    }
  }

  /** The settings so far; a project that is not there has none. */
  private Node before(Rest rest) {
    try {
      return rest.get(SettingLines.path(name)).node();
    } catch (Failure e) {
      if (e.code() == Failure.Code.NOT_FOUND) {
        return new Node(null);
      }
      throw e;
    }
  }

  private Members redaction(Node before) {
    List<String> words =
        redact.isEmpty() ? before.each("rules").stream().map(SettingLines::word).toList() : redact;
    Map<String, JsonValue> own = new LinkedHashMap<>();
    before.each("own").forEach(each -> own.put(each.text("name", ""), each.value()));
    rule.forEach(
        (named, pattern) -> {
          if (pattern.isEmpty()) {
            own.remove(named);
          } else {
            own.put(named, new Members().put("name", named).put("pattern", pattern).object());
          }
        });
    return new Members()
        .put("rules", words.stream().filter(word -> !word.equals(NONE)).map(JsonValue::of).toList())
        .put("own", List.copyOf(own.values()));
  }

  private static JsonValue days(String retention) {
    if (retention.equals("forever")) {
      return JsonValue.NULL;
    }
    if (!retention.matches("[0-9]{1,9}d")) {
      throw new Failure(
          Failure.Code.USAGE,
          "retention: " + retention + " (expected: such as 30d, or 'forever').");
    }
    return JsonValue.of(Integer.parseInt(retention.substring(0, retention.length() - 1)));
  }
}
