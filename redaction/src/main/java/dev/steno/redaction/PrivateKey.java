// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import org.jspecify.annotations.Nullable;

/** A private key in PEM; of one that was cut off, everything that is left. Stateless. */
final class PrivateKey implements Detector {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int LABEL = 40;

  @Override
  public String triggers() {
    return "-";
  }

  @Override
  public @Nullable Hit at(String text, int at, int floor) {
    if (!text.startsWith(BEGIN, at)) {
      return null;
    }
    int label = at + BEGIN.length();
    int close = text.indexOf(DASHES, label);
    if (close < 0 || close - label > LABEL || !text.substring(label, close).contains("PRIVATE")) {
      return null;
    }
    int end = text.indexOf(END, close);
    int last = end < 0 ? -1 : text.indexOf(DASHES, end + END.length());
    return new Hit(BuiltInRule.PRIVATE_KEY, at, last < 0 ? text.length() : last + DASHES.length());
  }
}
