// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.cassette;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of recorded calls of providers, in YAML as VCR writes it, a file for each conversation.
 * Whoever reads one needs {@code org.yaml:snakeyaml} on the class path. Immutable, thread-safe.
 *
 * @param folder need not exist
 */
public record Cassettes(Path folder) {
  private static final String ENDING = ".yaml";

  /**
   * The recorded traffic that stands beside the repository, not in it; elsewhere if the system
   * property {@code steno.cassettes} says where. Meant for tests, which run in a module's folder.
   */
  public static Cassettes besideRepository() {
    String told = System.getProperty("steno.cassettes");
    return new Cassettes(told == null ? Path.of("..", "..", "shared", "cassettes") : Path.of(told));
  }

  /** True if the folder is there. */
  public boolean exist() {
    return Files.isDirectory(folder);
  }

  /** The names of all, in order and without their ending; empty if the folder is not there. */
  public List<String> names() {
    if (!exist()) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be listed", e);
    }
  }

  /**
   * The calls of a file in the order in which they were made.
   *
   * @param name without its ending
   */
  public List<Recorded> read(String name) {
    try {
      List<Recorded> calls = new ArrayList<>();
      if (YamlJson.read(folder.resolve(name + ENDING)) instanceof JsonObject root
          && root.get("interactions") instanceof JsonArray interactions) {
        for (JsonValue interaction : interactions.elements()) {
          calls.add(Recorded.of((JsonObject) interaction));
        }
      }
      return List.copyOf(calls);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from " + folder, e);
    }
  }
}
