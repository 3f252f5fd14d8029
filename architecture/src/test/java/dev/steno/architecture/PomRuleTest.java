// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.architecture.Pom.Use;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PomRuleTest {

  private static final List<Pom> POMS =
      Repository.here().sources().stream()
          .filter(file -> file.kind() == SourceFile.Kind.POM)
          .filter(file -> !file.module().equals("consumer"))
          .map(Pom::read)
          .toList();

  @Test
  void the_poms_are_there_to_be_judged() {
    assertThat(POMS).extracting(Pom::folder).contains("", "bom", "model", "cli");
    assertThat(POMS)
        .filteredOn(pom -> pom.folder().equals("codec"))
        .first()
        .extracting(Pom::uses)
        .isEqualTo(List.of(new Use("model", "compile")));
  }

  @ParameterizedTest
  @EnumSource
  void the_poms_keep_the_rule(PomRule rule) {
    assertThat(rule.violations(POMS)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_seeded_fault_breaks_the_rule(PomRule rule) {
    assertThat(rule.violations(breaking(rule))).hasSize(1);
  }

  private static List<Pom> breaking(PomRule rule) {
    return switch (rule) {
      case ARROWS -> List.of(pom("model", "1", new Use("storage", "compile")));
      case OWN_FIXTURES -> List.of(pom("codec", "1", new Use("testing", "test")));
      case KNOWN_MODULES -> List.of(pom("tools", "1"));
      case ONE_VERSION -> List.of(pom("model", "1"), pom("bom", "2"));
      case BOM_LISTS_WHAT_IS_PUBLISHED -> List.of(pom("model", "1"), pom("bom", "1"));
    };
  }

  private static Pom pom(String folder, String version, Use... uses) {
    return new Pom(folder, List.of(uses), List.of(), version);
  }
}
