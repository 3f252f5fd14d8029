// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.chain.Blob;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.storage.Storage;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Binary content is cut out of messages and read by its hash. */
abstract class BlobContract extends Contract {

  BlobContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void cuts_an_image_out_and_gives_it_by_its_hash() throws NoSuchAlgorithmException {
    byte[] image = bytes(5000);
    appendImage(1, image);

    Optional<Blob> blob = storage.traces().blob(Given.PROJECT, Given.traceId(1), sha256(image));

    assertThat(blob).isPresent();
    assertThat(blob.orElseThrow().bytes()).isEqualTo(image);
    assertThat(blob.orElseThrow().mediaType()).isEqualTo("image/png");
    assertThat(trace(Given.traceId(1)).messages().values())
        .anyMatch(imageMessage(new Media.Blob(sha256(image), "image/png", 5000))::equals);
  }

  @Test
  void leaves_a_small_image_in_its_message() throws NoSuchAlgorithmException {
    byte[] image = bytes(500);
    appendImage(1, image);

    assertThat(storage.traces().blob(Given.PROJECT, Given.traceId(1), sha256(image))).isEmpty();
    assertThat(trace(Given.traceId(1)).messages().values())
        .anyMatch(imageMessage(base64(image))::equals);
  }

  @Test
  void gives_a_blob_only_to_its_own_project_and_traces() throws NoSuchAlgorithmException {
    byte[] image = bytes(5000);
    appendImage(1, image);
    append(Given.part(Given.span(2, 1)));

    assertThat(storage.traces().blob("other", Given.traceId(1), sha256(image))).isEmpty();
    assertThat(storage.traces().blob(Given.PROJECT, Given.traceId(2), sha256(image))).isEmpty();
    assertThat(storage.traces().blob(Given.PROJECT, Given.traceId(3), sha256(image))).isEmpty();
  }

  @Test
  void says_so_for_what_is_no_hash_of_a_blob() {
    appendImage(1, bytes(5000));

    assertThat(storage.traces().blob(Given.PROJECT, Given.traceId(1), "' OR 1=1 --")).isEmpty();
    assertThat(storage.traces().blob(Given.PROJECT, Given.traceId(1), "")).isEmpty();
  }

  private void appendImage(int trace, byte[] image) {
    append(
        Given.call(
            Given.generation(trace, 1),
            Given.exchange(List.of(imageMessage(base64(image))), Given.assistant("A cat."))));
  }

  private static Message imageMessage(Media.Source source) {
    return new Message(
        "user", List.of(new Media(Media.Kind.IMAGE, source)), null, List.of(), null, null);
  }

  private static Media.Base64 base64(byte[] image) {
    return new Media.Base64(Base64.getEncoder().encodeToString(image), "image/png");
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
