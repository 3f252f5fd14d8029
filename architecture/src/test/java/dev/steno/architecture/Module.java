// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A module and the arrows that leave it in compile scope. Immutable.
 *
 * @param folder its folder and the end of its artifact's name
 */
record Module(String folder) {

  /** The design's table. What an arrow reaches may be used transitively. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("model", List.of()),
          Map.entry("pricing", List.of("model")),
          Map.entry("codec", List.of("model")),
          Map.entry("otlp", List.of("model", "codec")),
          Map.entry("redaction", List.of("model")),
          Map.entry("client", List.of("model", "codec", "redaction")),
          Map.entry("chat", List.of("model", "codec", "client")),
          Map.entry("designer", List.of("model", "codec", "client", "chat", "pricing")),
          Map.entry("experiments", List.of("model", "codec", "client", "chat", "storage")),
          Map.entry("junit", List.of("client", "testing")),
          Map.entry("langchain4j", List.of("client")),
          Map.entry("spring-boot-starter", List.of("client")),
          Map.entry("storage", List.of("model", "pricing", "redaction")),
          Map.entry("storage-tck", List.of("storage", "testing")),
          Map.entry("storage-sql", List.of("storage", "codec")),
          Map.entry("storage-duckdb", List.of("storage-sql")),
          Map.entry("storage-clickhouse", List.of("storage-sql")),
          Map.entry("server", List.of("otlp", "storage", "codec")),
          Map.entry("ui", List.of()),
          Map.entry("testing", List.of("model", "codec")));

  /** Modules that may depend on everything: the composition root and what only tests. */
  private static final Set<String> FREE = Set.of("cli", "benchmarks", "architecture", "e2e");

  /** Modules that design names at all. */
  static boolean isKnown(String folder) {
    return FREE.contains(folder) || ARROWS.containsKey(folder) || folder.equals("bom");
  }

  /** The module of a class by its package below a root; null for classes of others. */
  static @Nullable Module of(JavaClass type, String root) {
    String name = type.getPackageName();
    if (!name.startsWith(root + ".")) {
      return null;
    }
    String rest = name.substring(root.length() + 1).replace('.', '-') + "-";
    return ARROWS.keySet().stream()
        .filter(folder -> rest.startsWith(folder + "-"))
        .max(Comparator.comparingInt(String::length))
        .map(Module::new)
        .orElse(null);
  }

  boolean mayUse(Module other) {
    return FREE.contains(folder) || reachable().contains(other.folder);
  }

  private Set<String> reachable() {
    Set<String> reached = new HashSet<>(Set.of(folder));
    Deque<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      for (String next : ARROWS.getOrDefault(open.pop(), List.of())) {
        if (reached.add(next)) {
          open.push(next);
        }
      }
    }
    return reached;
  }
}
