// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import dev.steno.cli.terminal.Failure;
import dev.steno.storage.StorageException;

/** Puts exceptions that no command has explained into a sentence. Stateless. */
final class Unforeseen {

  private Unforeseen() {}

  static Failure explain(Exception e) {
    if (e instanceof StorageException || e instanceof IllegalArgumentException) {
      Failure.Code code =
          e instanceof IllegalArgumentException ? Failure.Code.USAGE : Failure.Code.FAILED;
      return new Failure(code, String.valueOf(e.getMessage()), e);
    }
    return new Failure(
        Failure.Code.FAILED, e + ": add --verbose to see where, and report it with that.", e);
  }
}
