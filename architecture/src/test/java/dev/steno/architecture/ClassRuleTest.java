// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.steno.architecture.faults.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ClassRuleTest {

  private static final JavaClasses PROGRAM =
      new ClassFileImporter().importPaths(Repository.here().classFolders());

  private static final JavaClasses FAULTS = new ClassFileImporter().importPackagesOf(Faults.class);

  @Test
  void the_program_is_there_to_be_judged() {
    assertThat(PROGRAM.contain("dev.steno.model.TraceId")).isTrue();
    assertThat(PROGRAM.contain("dev.steno.cli.Main")).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void the_program_keeps_the_rule(ClassRule rule) {
    assertThat(rule.violations(PROGRAM, "dev.steno")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_seeded_fault_breaks_the_rule(ClassRule rule) {
    assertThat(rule.violations(FAULTS, Faults.class.getPackageName()))
        .anySatisfy(violation -> assertThat(violation).contains(Faults.of(rule.name())));
  }
}
