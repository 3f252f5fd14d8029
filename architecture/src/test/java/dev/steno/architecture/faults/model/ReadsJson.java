// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults.model;

import com.fasterxml.jackson.core.JsonFactory;
import org.jspecify.annotations.Nullable;

/** A record that parses. */
final class ReadsJson {
  @Nullable JsonFactory json;
}
