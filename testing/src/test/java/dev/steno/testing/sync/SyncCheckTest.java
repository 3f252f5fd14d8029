// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyncCheckTest {
  private static final String WRITE = "7 write(9</d/w.wal>, \"rows\"..., 100) = 100";
  private static final String SYNC = "7 fsync(9</d/w.wal>) = 0";
  private static final String ACK = "8 write(1</out>, \"ACK 1\\n\", 6) = 6";

  @Test
  void accepts_an_acknowledgement_after_a_sync() {
    SyncCheck.Result result = check(WRITE, SYNC, ACK, WRITE, SYNC, ACK);

    assertThat(result).isEqualTo(new SyncCheck.Result(2, java.util.List.of()));
  }

  @Test
  void refuses_an_acknowledgement_without_a_sync() {
    assertThat(check(WRITE, ACK).violations()).hasSize(1);
  }

  @Test
  void refuses_an_acknowledgement_that_wrote_nothing() {
    assertThat(check(WRITE, SYNC, ACK, ACK).violations()).hasSize(1);
  }

  @Test
  void refuses_a_sync_that_was_injected() {
    assertThat(check(WRITE, SYNC + " (INJECTED)", ACK).violations()).hasSize(1);
  }

  @Test
  void refuses_a_sync_that_failed() {
    assertThat(check(WRITE, "7 fsync(9</d/w.wal>) = -1 EIO (Input/output error)", ACK).violations())
        .hasSize(1);
  }

  @Test
  void refuses_a_sync_of_another_file() {
    assertThat(check(WRITE, "7 fsync(9</d/v.wal>) = 0", ACK).violations()).hasSize(1);
  }

  @Test
  void refuses_a_sync_that_began_before_the_last_write_ended() {
    SyncCheck.Result result =
        check(
            "7 write(9</d/w.wal>, \"rows\"..., 100 <unfinished ...>",
            "6 fsync(9</d/w.wal> <unfinished ...>",
            "7 <... write resumed>) = 100",
            "6 <... fsync resumed>) = 0",
            ACK);

    assertThat(result.violations()).hasSize(1);
  }

  @Test
  void refuses_an_acknowledgement_that_began_before_the_sync_ended() {
    SyncCheck.Result result =
        check(WRITE, "7 fsync(9</d/w.wal> <unfinished ...>", ACK, "7 <... fsync resumed>) = 0");

    assertThat(result.violations()).hasSize(1);
  }

  private static SyncCheck.Result check(String... lines) {
    return new SyncCheck(path -> path.endsWith(".wal"), text -> text.contains("\"ACK "))
        .check(Arrays.stream(lines));
  }
}
