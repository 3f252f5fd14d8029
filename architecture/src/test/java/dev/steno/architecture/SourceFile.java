// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One file that a person wrote. Immutable.
 *
 * @param path from the root of the checkout, with slashes
 */
record SourceFile(Kind kind, String path, String text) {

  /** What a file is, by its name. */
  enum Kind {
    JAVA,
    PAGE,
    POM,
    SCRIPT;

    static Optional<Kind> of(Path file) {
      String name = file.getFileName().toString();
      if (name.endsWith(".java")) {
        return Optional.of(JAVA);
      }
      if (name.matches(".*\\.(ts|tsx|css|mjs)")) {
        return Optional.of(PAGE);
      }
      if (name.equals("pom.xml")) {
        return Optional.of(POM);
      }
      return name.equals("steno")
              || name.equals("run")
              || name.equals("long")
              || name.equals("prepare.sh")
          ? Optional.of(SCRIPT)
          : Optional.empty();
    }
  }

  static SourceFile java(String path, String text) {
    return new SourceFile(Kind.JAVA, path, text);
  }

  String module() {
    return path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
  }

  boolean isJava() {
    return kind == Kind.JAVA;
  }

  /** Whether users of Steno run this: neither a test nor a contract for tests. */
  boolean isMain() {
    return isJava() && path.contains("/src/main/");
  }

  boolean isTest() {
    return isJava() && (path.contains("/src/test/") || module().equals("storage-tck"))
        || path.matches(".*\\.(test|spec)\\.tsx?");
  }

  int lineCount() {
    return (int) text.lines().count();
  }
}
