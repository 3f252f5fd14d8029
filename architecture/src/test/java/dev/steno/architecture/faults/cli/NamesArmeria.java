// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults.cli;

import com.linecorp.armeria.common.HttpResponse;
import org.jspecify.annotations.Nullable;

/** A composition root that handles requests. */
final class NamesArmeria {
  @Nullable HttpResponse response;
}
