// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A rule about compiled classes. Immutable. Each is asked about the packages below a root, so that
 * the same rule judges {@code dev.steno} and the seeded faults.
 */
enum ClassRule {
  ARROWS {
    @Override
    List<String> violations(JavaClasses classes, String root) {
      Set<String> found = new TreeSet<>();
      for (JavaClass from : classes) {
        Module module = Module.of(from, root);
        if (module == null) {
          continue;
        }
        from.getDirectDependenciesFromSelf().stream()
            .map(dependency -> Module.of(dependency.getTargetClass().getBaseComponentType(), root))
            .filter(to -> to != null && !module.mayUse(to))
            .forEach(to -> found.add(from.getName() + " uses " + to.folder()));
      }
      return List.copyOf(found);
    }
  },
  ONLY_CLI_NAMES_STORES {
    @Override
    List<String> violations(JavaClasses classes, String root) {
      Set<String> found = new TreeSet<>();
      for (JavaClass store : classes) {
        if (store.isInterface() || !store.isAssignableTo(root + ".storage.Storage")) {
          continue;
        }
        store.getDirectDependenciesToSelf().stream()
            .map(dependency -> dependency.getOriginClass())
            .filter(user -> !user.getPackageName().startsWith(store.getPackageName()))
            .filter(user -> !user.getPackageName().startsWith(root + ".cli"))
            .forEach(user -> found.add(user.getName() + " names " + store.getName()));
      }
      return List.copyOf(found);
    }
  },
  STANDARD_STREAMS {
    @Override
    List<String> violations(JavaClasses classes, String root) {
      JavaClasses outside = outside(classes, root, "cli");
      return broken(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS, outside);
    }
  },
  CLOCK_AND_CHANCE {
    private static final Set<String> AMBIENT =
        Set.of(
            "java.time.Instant.now()",
            "java.time.Clock.systemUTC()",
            "java.lang.System.currentTimeMillis()",
            "java.lang.Math.random()",
            "java.util.UUID.randomUUID()",
            "java.util.concurrent.ThreadLocalRandom.current()");

    @Override
    List<String> violations(JavaClasses classes, String root) {
      DescribedPredicate<JavaMethodCall> ambient =
          DescribedPredicate.describe(
              "a clock or a random source that nobody passed in",
              call -> AMBIENT.contains(call.getTarget().getFullName()));
      return broken(noClasses().should().callMethodWhere(ambient), outside(classes, root, "cli"));
    }
  },
  JACKSON {
    @Override
    List<String> violations(JavaClasses classes, String root) {
      return onlyIn(classes, root, "com.fasterxml.jackson..", "codec", "otlp", "chat");
    }
  },
  DUCKDB {
    @Override
    List<String> violations(JavaClasses classes, String root) {
      return onlyIn(classes, root, "org.duckdb..", "storage.duckdb", "benchmarks");
    }
  },
  PROTOBUF {
    @Override
    List<String> violations(JavaClasses classes, String root) {
      return onlyIn(classes, root, "com.google.protobuf..", "otlp", "benchmarks");
    }
  },
  ARMERIA {
    @Override
    List<String> violations(JavaClasses classes, String root) {
      return onlyIn(classes, root, "com.linecorp.armeria..", "server");
    }
  },
  OPTIONAL {
    @Override
    List<String> violations(JavaClasses classes, String root) {
      List<String> found = new ArrayList<>();
      for (JavaClass type : classes) {
        type.getFields().stream()
            .filter(field -> field.getRawType().isEquivalentTo(Optional.class))
            .forEach(field -> found.add(field.getFullName() + " is an Optional"));
        type.getCodeUnits().stream()
            .filter(unit -> !unit.getModifiers().contains(SYNTHETIC))
            .filter(unit -> unit.getRawParameterTypes().stream().anyMatch(ClassRule::isOptional))
            .forEach(unit -> found.add(unit.getFullName() + " takes an Optional"));
      }
      return found;
    }
  };

  private static final JavaModifier SYNTHETIC = JavaModifier.SYNTHETIC;

  /** What breaks this rule among the classes below a root package; empty if nothing does. */
  abstract List<String> violations(JavaClasses classes, String root);

  private static List<String> onlyIn(
      JavaClasses classes, String root, String library, String... homes) {
    ArchRule rule = noClasses().should().dependOnClassesThat().resideInAnyPackage(library);
    return broken(rule, outside(classes, root, homes));
  }

  private static JavaClasses outside(JavaClasses classes, String root, String... homes) {
    return classes.that(
        DescribedPredicate.describe(
            "outside " + String.join(", ", homes),
            type ->
                Stream.of(homes)
                    .map(home -> root + "." + home)
                    .noneMatch(
                        home ->
                            type.getPackageName().equals(home)
                                || type.getPackageName().startsWith(home + "."))));
  }

  private static List<String> broken(ArchRule rule, JavaClasses classes) {
    return rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails();
  }

  private static boolean isOptional(JavaClass type) {
    return type.isEquivalentTo(Optional.class);
  }
}
