// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.page;

import dev.steno.server.http.Answers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** The page's files on the class path, read once. Thread-safe. */
final class PageFiles {
  /**
   * No segment begins with a dot, so that no path leads out of the folder or to a build's notes;
   * the last has an extension, for a class path of folders reads a folder as a list of its files.
   */
  private static final Pattern PATH =
      Pattern.compile(
          "([A-Za-z0-9_][A-Za-z0-9._-]{0,127}/){0,4}[A-Za-z0-9_-]{1,128}(\\.[a-z0-9]{1,10}){1,3}");

  private final Map<String, PageFile> read = new ConcurrentHashMap<>();
  private final String folder;

  PageFiles(String folder) {
    this.folder = folder;
  }

  /** The file of that path below the folder, without a leading slash; empty if there is none. */
  Optional<PageFile> file(String path) {
    if (!PATH.matcher(path).matches()) {
      return Optional.empty();
    }
    PageFile known = read.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<PageFile> found = load(path);
    found.ifPresent(file -> read.put(path, file));
    return found;
  }

  private Optional<PageFile> load(String path) {
    ClassLoader loader = PageFiles.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(folder + path)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      return bytes.length == 0 ? Optional.empty() : Optional.of(PageFile.of(path, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file with its compressed form, which is made once. Immutable by agreement. */
  @SuppressWarnings("ArrayRecordComponent") // never compared by value
  record PageFile(String path, byte[] bytes, byte[] gzip, String etag) {
    static PageFile of(String path, byte[] bytes) {
      CRC32C sum = new CRC32C();
      sum.update(bytes);
      String etag = "\"" + bytes.length + "-" + Long.toHexString(sum.getValue()) + "\"";
      return new PageFile(path, bytes, Answers.gzip(bytes), etag);
    }

    /** Whether the name holds a hash of the content, as the build writes into this folder. */
    boolean isHashed() {
      return path.startsWith("assets/");
    }
  }
}
