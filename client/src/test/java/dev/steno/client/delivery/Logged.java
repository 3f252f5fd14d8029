// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the client logs while this is open. Thread-safe. */
final class Logged extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("dev.steno.client");
  private final List<String> sentences = new CopyOnWriteArrayList<>();

  Logged() {
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  List<String> sentences() {
    return sentences;
  }

  @Override
  public void publish(LogRecord record) {
    sentences.add(record.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
