// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The checkout that is being tested. Immutable; reads files on every call. */
record Repository(Path root) {

  private static final Set<String> NOT_SOURCES =
      Set.of("target", "node_modules", "dist", ".git", ".idea", ".vscode", "coverage", ".mvn");

  /** The nearest folder above the working directory that has the Maven wrapper. */
  static Repository here() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException(
            "working directory: no parent has mvnw (expected: a checkout of Steno)");
      }
    }
    return new Repository(folder);
  }

  /** Every file that a person wrote, by path. */
  List<SourceFile> sources() {
    List<SourceFile> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              boolean skip = NOT_SOURCES.contains(folder.getFileName().toString());
              return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              SourceFile.Kind.of(file).ifPresent(kind -> found.add(read(kind, file)));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Folders of compiled main classes of all modules that have some. */
  List<Path> classFolders() {
    try (var children = Files.list(root)) {
      return children
          .map(module -> module.resolve("target/classes/dev/steno"))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SourceFile read(SourceFile.Kind kind, Path file) {
    try {
      String path = root.relativize(file).toString().replace('\\', '/');
      return new SourceFile(kind, path, Files.readString(file, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
