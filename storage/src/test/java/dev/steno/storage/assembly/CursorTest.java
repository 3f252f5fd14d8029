// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.TraceId;
import dev.steno.storage.StorageException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2026-11-04T12:00:00.123456789Z",
        "2261-12-31T23:59:59.999999999Z"
      })
  void a_cursor_is_read_as_it_was_written(Instant start) {
    Cursor cursor = new Cursor(start, TraceId.of("0af7651916cd43dd8448eb211c80319c"));

    assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
    assertThat(cursor.text()).matches("[0-9a-z.-]+");
  }

  @Test
  void what_is_no_cursor_is_refused_and_shown_cut() {
    assertThatThrownBy(() -> Cursor.parse("x".repeat(1000)))
        .isInstanceOfSatisfying(
            StorageException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(StorageException.Kind.INVALID);
              assertThat(refused).hasMessageContaining("expected: the next of an earlier page");
              assertThat(refused.getMessage()).hasSizeLessThan(150);
            });
  }
}
