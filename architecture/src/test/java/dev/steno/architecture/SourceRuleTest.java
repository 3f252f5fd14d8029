// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SourceRuleTest {

  private static final List<SourceFile> TREE = Repository.here().sources();

  @ParameterizedTest
  @EnumSource
  void the_tree_keeps_the_rule(SourceRule rule) {
    assertThat(rule.violations(TREE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_seeded_fault_breaks_the_rule(SourceRule rule) {
    assertThat(rule.violations(SourceFaults.breaking(rule))).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_clean_file_keeps_the_rule(SourceRule rule) {
    assertThat(rule.violations(SourceFaults.CLEAN)).isEmpty();
  }
}
