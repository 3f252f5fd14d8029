// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import dev.steno.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines {@code key: value} with comments: that much of YAML and nothing more, so that no
 * parser has to be loaded before every command. Immutable.
 */
final class ConfigFile {
  /** An option each; a test holds them equal to the options there are. */
  static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              "all",
              "allowed-hosts",
              "api-key",
              "author",
              "base-path",
              "base-url",
              "cache-read",
              "cache-write",
              "comment",
              "conversation",
              "cors-origins",
              "count",
              "cursor",
              "data",
              "date",
              "days",
              "dir",
              "dry-run",
              "format",
              "group",
              "grpc-port",
              "history",
              "host",
              "idempotency-key",
              "in-flight",
              "input",
              "json",
              "keep",
              "label",
              "large",
              "limit",
              "log",
              "max-disk",
              "messages",
              "mock-model-port",
              "model",
              "name",
              "older-than",
              "outcome",
              "output",
              "port",
              "prices",
              "project",
              "provider",
              "query",
              "quick",
              "reasoning",
              "redact",
              "refresh",
              "repeat",
              "request",
              "retention",
              "rule",
              "runs",
              "scope",
              "score",
              "seconds",
              "server",
              "server-option",
              "session",
              "sessions",
              "since",
              "source",
              "span",
              "spans",
              "steps",
              "store",
              "system",
              "table",
              "tag",
              "tls-cert",
              "tls-key",
              "turns",
              "verbose",
              "warm-up",
              "yes"));

  private static final Pattern LINE =
      Pattern.compile(
          "([a-z][a-z-]*):(?:\\s+(\"[^\"]*\"|'[^']*'|[^\\s\"'#\\[{&*!|>%@`][^#]*?)?)?\\s*(?:\\s#.*)?");

  private final Map<String, String> values;

  private ConfigFile(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a file; one that is not there says nothing. */
  static ConfigFile read(Path path) {
    Map<String, String> values = new HashMap<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(path);
    } catch (NoSuchFileException e) {
      return new ConfigFile(values);
    } catch (IOException e) {
      throw new Failure(Failure.Code.USAGE, path + ": cannot be read (expected: UTF-8 text).", e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).stripTrailing();
      if (!line.isBlank() && !line.startsWith("#") && !line.equals("---")) {
        put(values, line, path + ", line " + (i + 1));
      }
    }
    return new ConfigFile(values);
  }

  @Nullable String get(String key) {
    return values.get(key);
  }

  private static void put(Map<String, String> values, String line, String place) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new Failure(
          Failure.Code.USAGE, place + ": " + line + " (expected: a line such as 'port: 4318').");
    }
    if (!KEYS.contains(matcher.group(1))) {
      throw new Failure(
          Failure.Code.USAGE,
          place + ": " + matcher.group(1) + " (expected: one of " + String.join(", ", KEYS) + ").");
    }
    String value = matcher.group(2);
    if (value != null) {
      boolean quoted = value.startsWith("\"") || value.startsWith("'");
      values.put(matcher.group(1), quoted ? value.substring(1, value.length() - 1) : value);
    }
  }
}
