// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.redaction.OwnRule;
import dev.steno.redaction.RedactionSettings;
import dev.steno.storage.Capability;
import dev.steno.storage.ProjectSettings;
import dev.steno.storage.Storage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What a project is set to is kept. */
abstract class SettingContract extends Contract {
  private static final ProjectSettings MONTH =
      new ProjectSettings(
          Duration.ofDays(30),
          new RedactionSettings(
              Set.of("secrets", "email"), List.of(OwnRule.of("ticket", "T-[0-9]+"))));
  private static final ProjectSettings YEAR =
      new ProjectSettings(Duration.ofDays(365), RedactionSettings.NONE);

  SettingContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void sets_nothing_at_first() {
    storage.projects().create("zoo");

    assertThat(storage.settings().all()).isEmpty();
    assertThat(storage.settings().of("zoo")).isEqualTo(ProjectSettings.NONE);
  }

  @Test
  void keeps_the_settings_that_were_put_last_of_each_project() {
    storage.settings().put("zoo", YEAR);
    storage.settings().put("it's", ProjectSettings.NONE);
    storage.settings().put("zoo", MONTH);

    assertThat(storage.settings().all())
        .isEqualTo(Map.of("zoo", MONTH, "it's", ProjectSettings.NONE));
    assertThat(storage.settings().of("zoo")).isEqualTo(MONTH);
    assertThat(storage.settings().of("attic")).isEqualTo(ProjectSettings.NONE);
  }

  @Test
  void has_the_settings_when_it_is_opened_again_if_it_is_durable() {
    storage.settings().put("zoo", YEAR);
    storage.settings().put("zoo", MONTH);

    reopen();

    boolean durable = storage.supports(Capability.DURABLE);
    assertThat(storage.settings().all()).isEqualTo(durable ? Map.of("zoo", MONTH) : Map.of());
  }
}
