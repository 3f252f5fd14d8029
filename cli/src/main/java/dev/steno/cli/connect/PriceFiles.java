// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.connect;

import dev.steno.cli.terminal.Failure;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.pricing.OwnPrices;
import dev.steno.pricing.PriceTable;
import dev.steno.pricing.Prices;
import dev.steno.pricing.SourceData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files that prices come from: in a data directory {@code prices.txt}, the table as it was last
 * refreshed, without which the bundled one holds, and {@code prices.json}, own prices, unless
 * another file of them is named. Stateless.
 */
public final class PriceFiles {
  private static final String TABLE = "prices.txt";
  private static final String OWN = "prices.json";
  private static final long LARGEST = 16L << 20;

  private PriceFiles() {}

  /**
   * The prices that hold for a data directory.
   *
   * @param own a file of own prices; null for the directory's, if it has one
   */
  public static Prices read(Path data, @Nullable Path own) {
    Path file = own != null ? own : data.resolve(OWN);
    PriceTable mine = own != null || Files.exists(file) ? own(file) : null;
    return new Prices(mine, table(data.resolve(TABLE)));
  }

  /**
   * Makes a table of a data file of its source and keeps it in a directory. If that fails, whatever
   * was there stays as it is.
   *
   * @param day for the table's version, such as {@code 2026-11-21}
   */
  public static SourceData.Converted refresh(Path data, byte[] source, String day) {
    if (source.length > LARGEST) {
      throw new Failure(
          Failure.Code.FAILED, "refresh: the file is larger than 16 MiB (expected: price data).");
    }
    String version = "genai-prices " + day + " " + fingerprint(source);
    try {
      SourceData.Converted converted = SourceData.convert(Json.parse(source), version);
      if (converted.table().models() == 0) {
        throw new IllegalArgumentException("models: none with a price (expected: one or more)");
      }
      write(data, converted.text());
      return converted;
    } catch (IllegalArgumentException | CodecException e) {
      throw new Failure(
          Failure.Code.FAILED,
          "refresh: this is no price data: " + e.getMessage() + ". The table stays as it was.",
          e);
    } catch (IOException e) {
      throw new Failure(
          Failure.Code.FAILED, data.resolve(TABLE) + " cannot be written: make it writable.", e);
    }
  }

  private static void write(Path data, String text) throws IOException {
    Files.createDirectories(data);
    Path fresh = Files.createTempFile(data, "prices", ".new");
    try {
      Files.writeString(fresh, text);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          fresh,
          data.resolve(TABLE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static Supplier<PriceTable> table(Path file) {
    if (!Files.exists(file)) {
      return PriceTable::bundled;
    }
    try {
      PriceTable table = PriceTable.parse(new String(bytes(file), StandardCharsets.UTF_8));
      return () -> table;
    } catch (IllegalArgumentException e) {
      throw new Failure(
          Failure.Code.FAILED,
          file
              + ", "
              + e.getMessage()
              + ": write it anew with 'steno prices --refresh', or remove it.",
          e);
    }
  }

  private static PriceTable own(Path file) {
    byte[] bytes = bytes(file);
    try {
      return OwnPrices.parse(Json.parse(bytes), file.getFileName() + " " + fingerprint(bytes));
    } catch (IllegalArgumentException | CodecException e) {
      throw new Failure(Failure.Code.USAGE, file + ": " + e.getMessage() + ".", e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new Failure(Failure.Code.USAGE, file + ": larger than 16 MiB (expected: prices).");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new Failure(
          Failure.Code.USAGE, "prices: " + file + " is not there (expected: a file of prices).", e);
    } catch (IOException e) {
      throw new Failure(Failure.Code.USAGE, file + ": cannot be read (expected: a file).", e);
    }
  }

  /** Tells one content from another. */
  private static String fingerprint(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
