// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults.server;

/** A server that writes to the terminal. */
final class Prints {
  void print() {
    System.out.println();
  }
}
