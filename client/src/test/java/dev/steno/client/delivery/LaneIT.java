// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.testing.sync.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LaneIT {
  @TempDir Path folder;

  @Test
  void what_a_process_has_is_its_own_until_it_was_killed() throws Exception {
    Path spool = folder.resolve("spool");
    Process other =
        new ProcessBuilder(ChildJvm.command(folder, Application.class, spool.toString())).start();
    BufferedReader told =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
    assertThat(told.readLine()).isEqualTo("ready");
    Lane lane = Lane.create(spool);

    assertThat(lane.adopt()).isEmpty();

    other.destroyForcibly().waitFor();
    assertThat(lane.adopt()).singleElement().satisfies(file -> assertThat(file).exists());
    assertThat(lanes(spool)).isEqualTo(1);
  }

  @Test
  void lanes_of_one_process_leave_each_other_alone_until_they_are_closed() throws Exception {
    Lane one = Lane.create(folder);
    Files.writeString(one.file(1), "one");
    Lane two = Lane.create(folder);

    assertThat(two.adopt()).isEmpty();

    one.close();
    assertThat(two.adopt()).singleElement().satisfies(file -> assertThat(file).hasContent("one"));
  }

  private static long lanes(Path spool) throws IOException {
    try (Stream<Path> lanes = Files.list(spool)) {
      return lanes.count();
    }
  }

  /** Has a lane with one file until it is killed. */
  static final class Application {
    private Application() {}

    public static void main(String[] arguments) throws IOException {
      Lane lane = Lane.create(Path.of(arguments[0]));
      Files.createFile(lane.file(1));
      System.out.println("ready");
      System.in.read();
    }
  }
}
