// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steno.client.delivery.Item.Origin;
import dev.steno.client.delivery.Item.Signal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {
  private static final long MUCH = 64 << 20;
  private final Tally tally = new Tally();
  private final Notices notices =
      new Notices(
          DeliveryOptions.builder(URI.create("http://localhost:4318")).build(), System::nanoTime);
  private final List<Segment.Place> places = new ArrayList<>();
  @TempDir Path folder;

  @Test
  void what_was_put_in_comes_out_once_in_its_order() throws Exception {
    Spool spool = spool(MUCH);
    spool.append(List.of(item("a"), item("b")), false);
    spool.append(List.of(item("c")), false);

    assertThat(spool.waiting()).isEqualTo(3);
    assertThat(names(spool.take(100, MUCH, places))).containsExactly("a", "b", "c");
    assertThat(spool.take(100, MUCH, places)).isEmpty();
    assertThat(tally.counts().spooled()).isEqualTo(3);
  }

  @Test
  void log_records_and_spans_are_told_apart_and_logs_come_first() throws Exception {
    Spool spool = spool(MUCH);
    Item log = new Item(Signal.LOGS, origin(), "log".getBytes(), 0, 0, true);
    spool.append(List.of(item("span"), log), false);

    assertThat(spool.take(9, MUCH, places))
        .extracting(Item::signal)
        .containsExactly(Signal.LOGS, Signal.SPANS);
  }

  @Test
  void a_batch_ends_at_its_bounds() throws Exception {
    Spool spool = spool(MUCH);
    for (int i = 0; i < 6; i++) {
      spool.append(List.of(item("item " + i)), false);
    }

    assertThat(names(spool.take(2, MUCH, places))).containsExactly("item 0", "item 1");
    assertThat(names(spool.take(9, 7, places))).containsExactly("item 2", "item 3");
  }

  @Test
  void what_was_done_is_not_taken_over_by_the_next_process() throws Exception {
    Spool spool = spool(MUCH);
    spool.append(List.of(item("sent")), false);
    spool.append(List.of(item("taken")), false);
    spool.append(List.of(item("waiting")), false);
    List<Segment.Place> sent = new ArrayList<>();
    spool.take(1, MUCH, sent);
    spool.take(1, MUCH, places);
    spool.done(sent);
    spool.close(false);

    Spool next = spool(MUCH);
    next.adopt();

    assertThat(next.waiting()).isEqualTo(2);
    assertThat(names(next.take(9, MUCH, places))).containsExactly("taken", "waiting");
  }

  @Test
  void what_others_left_comes_first_and_counts_as_theirs() throws Exception {
    Spool left = spool(MUCH);
    left.append(List.of(item("old")), false);
    left.close(false);
    Spool spool = spool(MUCH);
    spool.append(List.of(item("new")), false);

    spool.adopt();
    List<Item> items = spool.take(9, MUCH, places);

    assertThat(names(items)).containsExactly("old", "new");
    assertThat(items).extracting(Item::own).containsExactly(false, true);
  }

  @Test
  void what_is_at_work_already_is_not_taken_again_but_outlives_the_process() throws Exception {
    Spool spool = spool(MUCH);
    spool.append(List.of(item("at work")), true);
    spool.append(List.of(item("waiting")), false);

    assertThat(names(spool.take(9, MUCH, places))).containsExactly("waiting");

    spool.close(false);
    Spool next = spool(MUCH);
    next.adopt();
    assertThat(next.waiting()).isEqualTo(2);
  }

  @Test
  void a_record_that_was_being_written_is_passed_over() throws Exception {
    Spool spool = spool(MUCH);
    spool.append(List.of(item("whole")), false);
    spool.append(List.of(item("torn")), false);
    spool.close(false);
    try (RandomAccessFile file = new RandomAccessFile(onlyFile().toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }

    Spool next = spool(MUCH);
    next.adopt();

    assertThat(names(next.take(9, MUCH, places))).containsExactly("whole");
    assertThat(tally.counts().dropped()).isZero();
  }

  @Test
  void a_damaged_record_is_counted_and_its_neighbours_are_kept() throws Exception {
    Spool spool = spool(MUCH);
    spool.append(List.of(item("a")), false);
    long second = Files.size(onlyFile());
    spool.append(List.of(item("b"), item("c")), false);
    spool.append(List.of(item("d")), false);
    spool.close(false);
    flip(second + 20);

    Spool next = spool(MUCH);
    next.adopt();

    assertThat(names(next.take(9, MUCH, places))).containsExactly("a", "d");
    assertThat(tally.counts().droppedBy()).containsEntry("unreadable", 2L);
  }

  @Test
  void a_record_with_a_damaged_head_is_known_by_its_checksum() throws Exception {
    int numberOfItems = 15;
    Spool spool = spool(MUCH);
    spool.append(List.of(item("a")), false);
    spool.close(false);
    flip(numberOfItems);

    Spool next = spool(MUCH);
    next.adopt();

    assertThat(next.take(9, MUCH, places)).isEmpty();
    assertThat(tally.counts().droppedBy()).containsKey("unreadable");
  }

  @Test
  void a_file_of_noise_is_survived() throws Exception {
    Spool spool = spool(MUCH);
    spool.append(List.of(item("a")), false);
    spool.close(false);
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    Files.write(onlyFile(), noise);

    Spool next = spool(MUCH);
    next.adopt();

    assertThat(next.take(9, MUCH, places)).isEmpty();
  }

  @Test
  void the_oldest_go_when_there_is_too_much_and_are_counted() throws Exception {
    Spool spool = spool(100_000);
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      spool.append(List.of(noise(random)), false);
    }

    assertThat(Files.walk(folder).mapToLong(file -> file.toFile().length()).sum())
        .isLessThan(150_000);
    long dropped = tally.counts().droppedBy().get("spool_full");
    assertThat(dropped).isPositive();
    assertThat(spool.waiting() + dropped).isEqualTo(100);
    assertThat(spool.take(1000, MUCH, places)).hasSize((int) (100 - dropped));
  }

  @Test
  void what_is_being_sent_is_kept_when_there_is_too_much() throws Exception {
    Spool spool = spool(100_000);
    Random random = new Random(1);
    spool.append(List.of(item("being sent"), noise(random)), false);
    spool.take(2, MUCH, places);

    for (int i = 0; i < 100; i++) {
      spool.append(List.of(noise(random)), false);
    }
    long dropped = tally.counts().droppedBy().get("spool_full");
    long waiting = spool.waiting();
    spool.close(false);
    Spool next = spool(MUCH);
    next.adopt();

    assertThat(waiting + dropped).isEqualTo(100);
    assertThat(names(next.take(1000, MUCH, places)))
        .hasSize((int) waiting + 2)
        .startsWith("being sent");
  }

  @Test
  void nothing_waits_of_what_could_be_written_in_part_only() throws Exception {
    Spool spool = spool(100_000);
    Random random = new Random(1);
    for (int i = 0; i < 4; i++) {
      spool.append(List.of(noise(random)), false);
    }
    Files.createFile(onlyFile().resolveSibling("0000000002.spool"));
    Item log = new Item(Signal.LOGS, origin(), noise(random).bytes(), 0, 0, true);

    // The log record fills the first file; the second, which the span needs, is in the way.
    assertThatThrownBy(() -> spool.append(List.of(item("span"), log), false))
        .isInstanceOf(IOException.class);

    assertThat(spool.waiting()).isEqualTo(4);
    assertThat(spool.take(1000, MUCH, places)).hasSize(4);
    assertThat(spool.waiting()).isZero();
  }

  @Test
  void nothing_is_left_on_disk_once_all_has_arrived() throws Exception {
    Spool spool = spool(100_000);
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      spool.append(List.of(noise(random)), false);
    }

    spool.take(1000, MUCH, places);
    spool.done(places);

    assertThat(spool.isEmpty()).isTrue();
    assertThat(Files.size(onlyFile())).isZero();
    spool.close(true);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void what_nobody_sent_for_a_month_is_removed_and_counted_and_what_is_younger_stays()
      throws Exception {
    Path old = left("00000000000000aa", "nobody's");
    Path young = left("00000000000000bb", "somebody's");
    Path here = left("00000000000000cc", "ours");
    for (Path destination : List.of(old, here)) {
      age(destination);
    }

    Spool spool = new Spool(here, MUCH, tally, notices);
    spool.adopt();

    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(tally.counts().droppedBy()).isEqualTo(Map.of("spool_expired", 1L));
    assertThat(names(spool.take(9, MUCH, places))).containsExactly("ours");
    spool.done(places);
    spool.close(true);
    try (Stream<Path> files = Files.walk(here)) {
      assertThat(files).containsExactly(here);
    }
  }

  private Path left(String destination, String name) throws IOException {
    Spool spool = new Spool(folder.resolve(destination), MUCH, tally, notices);
    spool.append(List.of(item(name)), false);
    spool.close(false);
    return folder.resolve(destination);
  }

  private static void age(Path destination) throws IOException {
    Instant monthAgo = Instant.now().minus(Lane.KEPT).minusSeconds(60);
    try (Stream<Path> paths = Files.walk(destination)) {
      for (Path path : paths.toList()) {
        Files.setLastModifiedTime(path, FileTime.from(monthAgo));
      }
    }
  }

  @Test
  void nobody_but_the_owner_may_read_what_was_said() throws Exception {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this file system has no permissions");
    Path root = folder.resolve("home/.steno/client-spool/00000000000000aa");
    Spool spool = new Spool(root, MUCH, tally, notices);
    spool.append(List.of(item("private")), false);

    try (Stream<Path> paths = Files.walk(folder.resolve("home"))) {
      assertThat(paths)
          .hasSize(7)
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void a_folder_that_cannot_be_made_is_told() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Spool spool = new Spool(file.resolve("spool"), MUCH, tally, notices);

    assertThatThrownBy(() -> spool.append(List.of(item("a")), false))
        .isInstanceOf(IOException.class);
  }

  private Spool spool(long most) {
    return new Spool(folder, most, tally, notices);
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".spool")).findFirst().orElseThrow();
    }
  }

  private void flip(long at) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(onlyFile().toFile(), "rw")) {
      file.seek(at);
      int damaged = file.read() ^ 1;
      file.seek(at);
      file.write(damaged);
    }
  }

  private static Item noise(Random random) {
    byte[] bytes = new byte[5000];
    random.nextBytes(bytes);
    return new Item(Signal.SPANS, origin(), bytes, 0, 0, true);
  }

  private static Item item(String name) {
    return new Item(Signal.SPANS, origin(), name.getBytes(), 0, 0, true);
  }

  private static Origin origin() {
    return new Origin(new byte[0], new byte[0]);
  }

  private static List<String> names(List<Item> items) {
    return items.stream().map(item -> new String(item.bytes())).toList();
  }
}
