// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A rule about files as they are written. Immutable. */
enum SourceRule {
  LICENCE(files -> each(files, "has no SPDX line", file -> !licensed(file))),
  FILE_LENGTH(files -> each(files, "is too long", file -> file.lineCount() > limit(file))),
  METHOD_LENGTH(SourceRule::longMethods),
  PACKAGE_NAMES(
      files ->
          eachType(
              files,
              "lies in a package without a meaning",
              type -> Stream.of(type.packageName().split("\\.")).anyMatch(Names.EMPTY::contains))),
  TYPE_NAMES(files -> eachType(files, "has a name without a meaning", Names::isEmpty)),
  PACKAGE_SIZE(SourceRule::largePackages),
  PACKAGE_PRIVATE(SourceRule::openModules),
  NULL_MARKED(SourceRule::unmarkedPackages),
  FINAL_CLASSES(
      files -> eachType(files, "can be extended by anyone", t -> isMain(t) && !t.isFinalClass())),
  JAVADOC(
      files -> eachType(files, "is public without Javadoc", t -> isOpen(t) && t.doc().isBlank())),
  THREADS(
      files ->
          eachType(
              files,
              "does not say which threads may use it",
              t -> isOpen(t) && hasState(t) && !Names.THREADS.matcher(t.doc()).find())),
  NO_SLEEP(
      files ->
          eachType(
              files,
              "waits for time to pass",
              t ->
                  t.file().isTest()
                      && t.calls().stream().anyMatch(Names.SLEEP.asMatchPredicate()))),
  TEST_NAMES(
      files ->
          eachType(
              files,
              "is a test by a name that no runner looks for",
              t -> t.hasTests() && !t.name().matches(".*(Test|IT|Contract)"))),
  NOTHING_LEFT_OPEN(
      files -> each(files, "has a note or a banner", f -> Names.NOTE.matcher(f.text()).find())),
  NO_UNEXPLAINED_SKIP(
      files ->
          each(
              files,
              "disables a test",
              f -> f.isTest() && Names.DISABLED.matcher(f.text()).find())),
  NO_CONVENIENCE_LIBRARIES(
      files -> each(files, "imports a banned library", f -> Names.BANNED.matcher(f.text()).find()));

  /**
   * Modules that are mostly a vocabulary for others, which have little to hide; see RATIONALE.md.
   */
  static final Set<String> VOCABULARIES = Set.of("model", "storage", "storage-tck", "testing");

  private final Function<List<SourceFile>, List<String>> check;

  SourceRule(Function<List<SourceFile>, List<String>> check) {
    this.check = check;
  }

  /** What breaks this rule, one sentence for each; empty if nothing does. */
  List<String> violations(List<SourceFile> files) {
    return check.apply(files);
  }

  private static List<String> each(
      List<SourceFile> files, String complaint, Predicate<SourceFile> broken) {
    return files.stream()
        .filter(broken)
        .map(file -> "%s (%d lines) %s".formatted(file.path(), file.lineCount(), complaint))
        .toList();
  }

  private static List<String> eachType(
      List<SourceFile> files, String complaint, Predicate<ParsedType> broken) {
    return ParsedType.of(files).stream()
        .filter(broken)
        .map(type -> "%s (%s) %s".formatted(type, type.file().path(), complaint))
        .toList();
  }

  private static boolean licensed(SourceFile file) {
    return file.text()
        .lines()
        .limit(3)
        .anyMatch(l -> l.contains("SPDX-License-Identifier: Apache-2.0"));
  }

  private static int limit(SourceFile file) {
    return switch (file.kind()) {
      case JAVA -> file.isTest() ? 600 : 400;
      case PAGE -> pageLimit(file);
      case POM -> file.module().isEmpty() || file.module().equals("bom") ? 600 : 60;
      case SCRIPT -> 400;
    };
  }

  /** A style sheet is looked up by selector, not read from its beginning: it may be longer. */
  private static int pageLimit(SourceFile file) {
    if (file.isTest() || file.path().startsWith("ui/dev/")) {
      return 600;
    }
    return file.path().endsWith(".css") ? 500 : 300;
  }

  private static List<String> longMethods(List<SourceFile> files) {
    List<String> found = new ArrayList<>();
    for (ParsedType type : ParsedType.of(files)) {
      type.methods()
          .forEach(
              (name, lines) -> {
                if (lines > 40) {
                  found.add(
                      "%s.%s has %d lines (expected: 40 or fewer)".formatted(type, name, lines));
                }
              });
    }
    return found;
  }

  private static List<String> largePackages(List<SourceFile> files) {
    Map<String, Long> sizes =
        ParsedType.of(files).stream()
            .filter(SourceRule::isMain)
            .collect(groupingBy(ParsedType::packageName, TreeMap::new, counting()));
    return sizes.entrySet().stream()
        .filter(size -> size.getValue() > 25)
        .map(size -> size.getKey() + " has " + size.getValue() + " types (expected: 25 or fewer)")
        .toList();
  }

  private static List<String> openModules(List<SourceFile> files) {
    List<ParsedType> types = ParsedType.of(files).stream().filter(SourceRule::isMain).toList();
    Map<String, List<ParsedType>> modules = new TreeMap<>();
    for (ParsedType type : types) {
      String module = type.file().module();
      if (!VOCABULARIES.contains(module)) {
        modules.computeIfAbsent(module, name -> new ArrayList<>()).add(type);
      }
    }
    return modules.entrySet().stream()
        .filter(module -> module.getValue().size() >= 3)
        .filter(module -> hidden(module.getValue()) * 3 < module.getValue().size())
        .map(
            module ->
                "%s hides %d of %d types (expected: a third or more)"
                    .formatted(
                        module.getKey(), hidden(module.getValue()), module.getValue().size()))
        .toList();
  }

  private static long hidden(List<ParsedType> types) {
    return types.stream().filter(type -> !type.isPublic()).count();
  }

  private static List<String> unmarkedPackages(List<SourceFile> files) {
    List<String> marked =
        files.stream()
            .filter(
                f -> f.path().endsWith("/package-info.java") && f.text().contains("@NullMarked"))
            .map(
                f ->
                    f.module() + " " + f.text().replaceAll("(?s).*\npackage ([a-z0-9.]+);.*", "$1"))
            .toList();
    return ParsedType.of(files).stream()
        .map(type -> type.file().module() + " " + type.packageName())
        .distinct()
        .filter(name -> name.contains(" dev.steno") && !marked.contains(name))
        .map(name -> name + " has no package-info with @NullMarked")
        .toList();
  }

  private static boolean isMain(ParsedType type) {
    return type.file().isMain();
  }

  private static boolean isOpen(ParsedType type) {
    return isMain(type) && type.isPublic();
  }

  private static boolean hasState(ParsedType type) {
    return (type.kind() == Tree.Kind.CLASS || type.kind() == Tree.Kind.INTERFACE)
        && !type.name().endsWith("Exception");
  }
}
