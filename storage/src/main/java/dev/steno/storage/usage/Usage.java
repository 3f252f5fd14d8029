// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.usage;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much a store holds. Immutable.
 *
 * @param weeks the weeks of which there is something, in order
 * @param disk what it takes of the disk; of a store in memory, nothing
 */
public record Usage(List<Week> weeks, Disk disk) {

  /** Copies the list. */
  public Usage {
    weeks = List.copyOf(weeks);
  }

  /**
   * A week of span starts, in UTC.
   *
   * @param monday its first day
   * @param bytes of its file and the file's log
   * @param projects what each project has of it, by name
   */
  public record Week(LocalDate monday, long bytes, List<Share> projects) {
    /** Copies the list. */
    public Week {
      projects = List.copyOf(projects);
    }
  }

  /**
   * What a project has of a week.
   *
   * @param messages messages and tool definitions
   * @param bytes an estimate, for projects share a file: its blobs, and of the rest the share of
   *     its rows
   */
  public record Share(
      String project, long traces, long spans, long messages, long blobs, long bytes) {}

  /**
   * Bytes on the disk.
   *
   * @param used all files of the data directory
   * @param catalog of these, the file of what is not divided by week, and its log
   * @param temporary of these, what is there only while a query runs
   * @param limit how much may be used before nothing more is taken in; null for no limit
   * @param free what the file system has left
   * @param copies what is there of the record besides, oldest first
   */
  public record Disk(
      long used, long catalog, long temporary, @Nullable Long limit, long free, List<Copy> copies) {
    /** None of it. */
    public static final Disk NONE = new Disk(0, 0, 0, null, 0, List.of());

    /** Copies the list. */
    public Disk {
      copies = List.copyOf(copies);
    }
  }

  /**
   * A copy of the record as an older program wrote it, made before it was migrated. No deletion
   * reaches it.
   *
   * @param path where it is
   * @param bytes of all its files
   */
  public record Copy(String path, long bytes) {}
}
