// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import dev.steno.client.delivery.Item.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What waits on disk, oldest first, in files of bounded size; the oldest file is dropped when there
 * is too much. For one thread at a time.
 *
 * <p>A file is written without {@code fsync}: what was written outlives its process, however that
 * ends, but not a loss of power. {@link #sync} makes it outlive that as well.
 */
final class Spool {
  private static final long SEGMENT = 4 << 20;

  private final Path root;
  private final long most;
  private final Tally tally;
  private final Notices notices;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private @Nullable Lane lane;
  private @Nullable Segment last;
  private long number;
  private boolean cleaned;

  /**
   * @param root the folder that all processes of an application share
   * @param most how many bytes may be kept
   */
  Spool(Path root, long most, Tally tally, Notices notices) {
    this.root = root;
    this.most = most;
    this.tally = tally;
    this.notices = notices;
  }

  /** How many items wait. */
  long waiting() {
    return segments.stream().mapToLong(Segment::waiting).sum();
  }

  /** Whether nobody needs anything of it any more. */
  boolean isEmpty() {
    return segments.stream().allMatch(Segment::isSettled);
  }

  /**
   * Adds items, as a record for each signal.
   *
   * @param taken whether somebody is already at work on them
   * @throws IOException if they could not be written; then none of them is kept
   */
  List<Segment.Place> append(List<Item> items, boolean taken) throws IOException {
    Map<Signal, List<Item>> bySignal = new TreeMap<>();
    items.forEach(i -> bySignal.computeIfAbsent(i.signal(), s -> new ArrayList<>()).add(i));
    List<Segment.Place> places = new ArrayList<>();
    try {
      for (Map.Entry<Signal, List<Item>> entry : bySignal.entrySet()) {
        byte[] body = Requests.body(entry.getValue());
        places.add(writable().append(entry.getKey(), body, entry.getValue().size(), taken));
      }
    } catch (IOException e) {
      done(places);
      throw e;
    }
    tally.spooled(items.size());
    makeRoom();
    return places;
  }

  /** Makes outlive a loss of power what was added. */
  void sync() throws IOException {
    if (last != null) {
      last.sync();
    }
  }

  /**
   * Takes the oldest records, up to a number of items and bytes, but at least one if any waits.
   *
   * @param places where each record that was taken is added
   */
  List<Item> take(int mostItems, long mostBytes, List<Segment.Place> places) {
    List<Item> items = new ArrayList<>();
    long bytes = 0;
    while (items.size() < mostItems && bytes < mostBytes) {
      Segment.Stored stored = next();
      if (stored == null) {
        break;
      }
      List<Item> read = read(stored);
      if (read.isEmpty()) {
        Segment.Place place = stored.place();
        lost(DropReason.UNREADABLE, place.items(), place.segment().isOwn());
        done(List.of(place));
      } else {
        places.add(stored.place());
        items.addAll(read);
        bytes += read.stream().mapToLong(item -> item.bytes().length).sum();
      }
    }
    return items;
  }

  /** Forgets records that were taken. */
  void done(List<Segment.Place> places) {
    for (Segment.Place place : places) {
      try {
        if (segments.contains(place.segment())) {
          place.done();
        }
      } catch (IOException e) {
        // It will be sent a second time after a restart, and known again.
      }
    }
    List.copyOf(segments).stream().filter(Segment::isSettled).forEach(this::remove);
  }

  /**
   * Takes over what processes that have ended left behind; it is older than what is here. The first
   * time also removes what they left for others that nobody sends to any more.
   */
  void adopt() throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    List<Path> files = lane().adopt();
    Collections.reverse(files);
    for (Path file : files) {
      try {
        segments.addFirst(Segment.open(file));
      } catch (IOException e) {
        lost(DropReason.UNREADABLE, 1, false);
      }
    }
    makeRoom();
    if (!cleaned) {
      cleaned = true;
      clean();
    }
  }

  private void clean() throws IOException {
    for (Path file : lane().expired()) {
      try {
        Segment segment = Segment.open(file);
        lost(DropReason.SPOOL_EXPIRED, segment.waiting(), false);
        segment.delete();
      } catch (IOException e) {
        lost(DropReason.UNREADABLE, 1, false);
      }
    }
  }

  /** Closes all files; removes them if nothing waits in any. */
  void close(boolean empty) throws IOException {
    for (Segment segment : segments) {
      if (empty) {
        segment.delete();
      } else {
        segment.close();
      }
    }
    segments.clear();
    if (lane != null && empty) {
      lane.remove();
    } else if (lane != null) {
      lane.close();
    }
    lane = null;
  }

  private Segment.@Nullable Stored next() {
    for (Segment segment : segments) {
      try {
        Segment.Stored stored = segment.next();
        if (stored != null) {
          return stored;
        }
      } catch (IOException e) {
        lost(DropReason.UNREADABLE, segment.abandon(), segment.isOwn());
      }
    }
    return null;
  }

  private List<Item> read(Segment.Stored stored) {
    byte[] body = stored.body();
    try {
      return body == null
          ? List.of()
          : Requests.items(stored.signal(), body, stored.place().segment().isOwn());
    } catch (RuntimeException notMadeHere) {
      return List.of();
    }
  }

  private Segment writable() throws IOException {
    Segment current = last;
    if (current == null || current.size() >= Math.min(SEGMENT, most / 4)) {
      current = Segment.create(lane().file(++number));
      lane().sync();
      segments.addLast(current);
      last = current;
    }
    return current;
  }

  /** What is being sent stays: nobody else would know that it is lost if the process ended now. */
  private void makeRoom() {
    long size = segments.stream().mapToLong(Segment::size).sum();
    for (Segment oldest : List.copyOf(segments)) {
      if (size > most && oldest != last && !oldest.isAtWork()) {
        size -= oldest.size();
        lost(DropReason.SPOOL_FULL, oldest.waiting(), oldest.isOwn());
        remove(oldest);
      }
    }
  }

  /** Removes a file; the one that is written to is emptied instead. */
  private void remove(Segment segment) {
    try {
      if (segment == last) {
        segment.clear();
      } else {
        segments.remove(segment);
        segment.delete();
      }
    } catch (IOException e) {
      // Windows, while another program looks at it: the next process finds nothing waiting in it.
    }
  }

  private void lost(DropReason reason, int items, boolean own) {
    if (items > 0) {
      tally.dropped(reason, items, own);
      switch (reason) {
        case SPOOL_FULL -> notices.spoolFull();
        case SPOOL_EXPIRED -> notices.spoolExpired();
        default -> notices.unreadable();
      }
    }
  }

  private Lane lane() throws IOException {
    Lane open = lane;
    if (open == null) {
      open = Lane.create(root);
      lane = open;
    }
    return open;
  }
}
