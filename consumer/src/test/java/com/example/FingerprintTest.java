// SPDX-License-Identifier: Apache-2.0
package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

final class FingerprintTest {

  @Test
  void the_order_of_keys_does_not_change_the_head() {
    var one = Fingerprint.head("[{\"role\":\"user\",\"content\":\"Where is my parcel?\"}]");
    var other = Fingerprint.head("[{\"content\":\"Where is my parcel?\",\"role\":\"user\"}]");

    assertEquals(one, other);
  }

  @Test
  void a_different_word_changes_the_head() {
    var one = Fingerprint.head("[{\"role\":\"user\",\"content\":\"Where is my parcel?\"}]");
    var other = Fingerprint.head("[{\"role\":\"user\",\"content\":\"Where is my letter?\"}]");

    assertNotEquals(one, other);
  }
}
