// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A file of a backup. Immutable.
 *
 * @param name within the directory
 * @param bytes how large the copy is
 * @param sha256 of the copy, 64 lower-case hex digits; "" while it is not known
 * @param modified when the copy was last written
 * @param sourceBytes how large the file was that was copied; -1 if it was copied row by row
 * @param sourceModified when the file that was copied was last written
 */
public record BackupFile(
    String name,
    long bytes,
    String sha256,
    Instant modified,
    long sourceBytes,
    Instant sourceModified) {
  private static final int BUFFER = 1 << 20;

  /** What is to be known of a file before it is copied. */
  static BackupFile unhashed(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    Instant modified = now.lastModifiedTime().toInstant();
    return new BackupFile(
        String.valueOf(file.getFileName()), now.size(), "", modified, now.size(), modified);
  }

  /** Whether {@code source} is still the file that was copied. */
  boolean isOf(Path source) throws IOException {
    BackupFile now = unhashed(source);
    return now.sourceBytes == sourceBytes && now.sourceModified.equals(sourceModified);
  }

  /** Whether {@code copy} is still as it was written. */
  boolean isIn(Path copy) throws IOException {
    if (!Files.exists(copy)) {
      return false;
    }
    BackupFile now = unhashed(copy);
    return now.bytes == bytes && now.modified.equals(modified);
  }

  /** This file as a copy that is to be made anew next time. */
  BackupFile withoutSource() {
    return new BackupFile(name, bytes, sha256, modified, -1, sourceModified);
  }

  /** This file with its copy. */
  BackupFile copied(Path copy, String hash) throws IOException {
    BackupFile now = unhashed(copy);
    return new BackupFile(name, now.bytes, hash, now.modified, sourceBytes, sourceModified);
  }

  /** Copies and syncs a file, replacing what is there; the SHA-256 of what was copied. */
  static String copy(Path source, Path target) throws IOException {
    MessageDigest digest = digest();
    try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      ByteBuffer some = ByteBuffer.allocateDirect(BUFFER);
      while (in.read(some) >= 0) {
        some.flip();
        digest.update(some.duplicate());
        while (some.hasRemaining()) {
          out.write(some);
        }
        some.clear();
      }
      out.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The SHA-256 of a file. */
  public static String hash(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] some = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        digest.update(some, 0, length);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform must have SHA-256 (java.security.MessageDigest).
      throw new AssertionError(e);
    }
  }
}
