// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.storage.usage.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageResourceTest {
  private static final Usage.Disk DISK =
      new Usage.Disk(9, 1, 0, null, 5, List.of(new Usage.Copy("/d/backup-of-format-1", 7)));

  @Test
  void names_a_copy_that_deletions_do_not_reach() {
    assertThat(copies(DISK, null))
        .isEqualTo("{\"copies\":[{\"path\":\"/d/backup-of-format-1\",\"bytes\":7}]}");
  }

  @Test
  void tells_a_key_of_one_project_where_it_is_and_not_how_much_others_have() {
    assertThat(copies(DISK, "shop"))
        .isEqualTo("{\"copies\":[{\"path\":\"/d/backup-of-format-1\"}]}");
  }

  @Test
  void says_nothing_of_copies_where_there_are_none() {
    assertThat(copies(Usage.Disk.NONE, null)).isEqualTo("{}");
  }

  private static String copies(Usage.Disk disk, String bound) {
    return Json.write(UsageResource.putCopies(new Members(), disk, bound).build());
  }
}
