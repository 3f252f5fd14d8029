// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A rule about what the poms say of each other. Immutable. */
enum PomRule {
  ARROWS {
    @Override
    List<String> violations(List<Pom> poms) {
      List<String> found = new ArrayList<>();
      for (Pom pom : poms) {
        pom.uses().stream()
            .filter(use -> !Set.of("test", "import").contains(use.scope()))
            .filter(use -> !new Module(pom.folder()).mayUse(new Module(use.folder())))
            .forEach(use -> found.add(pom.folder() + " depends on " + use.folder()));
      }
      return found;
    }
  },
  OWN_FIXTURES {
    private static final Set<String> SELF_CONTAINED = Set.of("model", "codec");

    @Override
    List<String> violations(List<Pom> poms) {
      return poms.stream()
          .filter(pom -> SELF_CONTAINED.contains(pom.folder()))
          .filter(pom -> pom.uses().stream().anyMatch(use -> use.scope().equals("test")))
          .map(pom -> pom.folder() + " tests with another module's fixtures")
          .toList();
    }
  },
  KNOWN_MODULES {
    @Override
    List<String> violations(List<Pom> poms) {
      return poms.stream()
          .map(Pom::folder)
          .filter(folder -> !folder.isEmpty() && !Module.isKnown(folder))
          .map(folder -> folder + " is not a module of the design")
          .toList();
    }
  },
  ONE_VERSION {
    @Override
    List<String> violations(List<Pom> poms) {
      Set<String> versions = poms.stream().map(Pom::version).collect(Collectors.toSet());
      return versions.size() == 1 ? List.of() : List.of("several versions: " + versions);
    }
  },
  BOM_LISTS_WHAT_IS_PUBLISHED {
    private static final Set<String> UNPUBLISHED =
        Set.of("", "bom", "cli", "architecture", "benchmarks", "e2e");

    @Override
    List<String> violations(List<Pom> poms) {
      Set<String> published = new TreeSet<>();
      poms.stream().map(Pom::folder).filter(f -> !UNPUBLISHED.contains(f)).forEach(published::add);
      Set<String> listed =
          poms.stream()
              .filter(pom -> pom.folder().equals("bom"))
              .flatMap(pom -> pom.managed().stream())
              .collect(Collectors.toCollection(TreeSet::new));
      return listed.equals(published)
          ? List.of()
          : List.of("bom lists " + listed + " (expected: " + published + ")");
    }
  };

  /** What breaks this rule; empty if nothing does. */
  abstract List<String> violations(List<Pom> poms);
}
