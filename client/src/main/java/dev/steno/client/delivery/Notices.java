// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is logged: one sentence for each kind of trouble, and the same again after an hour at the
 * earliest. Never what was recorded, and never what a server wrote. Thread-safe.
 */
final class Notices {
  private static final long AGAIN = TimeUnit.HOURS.toNanos(1);
  private static final System.Logger LOG = System.getLogger("dev.steno.client");

  private final DeliveryOptions options;
  private final LongSupplier nanos;
  private final ConcurrentMap<String, Long> said = new ConcurrentHashMap<>();

  /**
   * @param nanos a clock as {@link System#nanoTime} is
   */
  Notices(DeliveryOptions options, LongSupplier nanos) {
    this.options = options;
    this.nanos = nanos;
  }

  /**
   * Items were not taken.
   *
   * @param kept whether there is a disk to keep them on
   */
  void refused(Answer answer, boolean kept) {
    once(
        answer.kind().name(),
        () ->
            "Steno at %s: %s. %s"
                .formatted(options.endpoint(), answer.said(), whatToDo(answer.kind(), kept)));
  }

  private String whatToDo(Answer.Kind kind, boolean kept) {
    String held =
        "Spans are "
            + (kept ? kept() : "kept in memory, up to " + mebi(options.queueBytes()) + ".");
    return switch (kind) {
      case KEY_REFUSED ->
          "Set STENO_API_KEY to a key of scope ingest (steno key create --scope ingest) and start the"
              + " application again; until then spans are "
              + (kept ? kept() : "dropped and counted as key_refused.");
      case INSECURE ->
          held
              + " Let the JVM trust its certificate (-Djavax.net.ssl.trustStore=FILE), or, if it has"
              + " none, begin STENO_ENDPOINT with http.";
      case LATER -> held + " Is it running there? STENO_ENDPOINT says where to look for it.";
      default ->
          "It does not take what was sent, which is dropped and counted as refused. Does"
              + " STENO_ENDPOINT name a server that speaks OTLP/HTTP below that path?";
    };
  }

  void rejected(long items) {
    once(
        "rejected",
        () ->
            "Steno at %s took a batch but for %d items, which are counted as rejected; its log says why."
                .formatted(options.endpoint(), items));
  }

  void tooLarge(long bytes) {
    once(
        "too large",
        () ->
            "A span or log record of %d bytes is too large: it is dropped and counted as too_large."
                    .formatted(bytes)
                + " Record less of it, or let the server take larger requests.");
  }

  void full(DropReason reason) {
    once(
        reason.label(),
        () ->
            "More is recorded than can be sent: the queue of %s is full and what ends now is dropped and"
                    .formatted(mebi(options.queueBytes()))
                + " counted as "
                + reason.label()
                + ". Sample traces, or make the queue larger.");
  }

  void spoolFails(IOException failure) {
    once(
        "spool",
        () ->
            "The spool in %s cannot be written (%s): spans are kept in memory only, up to %s."
                    .formatted(
                        options.spoolDirectory(),
                        failure.getClass().getSimpleName() + ": " + failure.getMessage(),
                        mebi(options.queueBytes()))
                + " Make room there, or name another folder.");
  }

  void spoolFull() {
    once(
        "spool full",
        () ->
            "The spool in %s is full: it holds %s, and the oldest in it is dropped and counted as"
                    .formatted(options.spoolDirectory(), mebi(options.spoolBytes()))
                + " spool_full. Let the server come back, or make the spool larger.");
  }

  void spoolExpired() {
    once(
        "spool expired",
        () ->
            "In %s lay spans for a server or project that nothing was sent to for %d days: they are"
                    .formatted(options.spoolDirectory(), Lane.KEPT.toDays())
                + " removed and counted as spool_expired. To have such spans sent, start an application"
                + " with their STENO_ENDPOINT and STENO_PROJECT in time.");
  }

  void unreadable() {
    once(
        "unreadable",
        () ->
            "Something in the spool in %s is not what was written: it is dropped and counted as"
                    .formatted(options.spoolDirectory())
                + " unreadable. Does another program change files there, or is the disk damaged?");
  }

  void unencodable(Throwable failure) {
    once(
        "unencodable",
        () ->
            "A span or log record could not be encoded (%s): it is dropped and counted as unencodable."
                .formatted(failure.getClass().getName()));
  }

  void unsynced(long millis) {
    once(
        "unsynced",
        () ->
            "The spool in %s took longer than %d ms to write: the application went on without waiting."
                .formatted(options.spoolDirectory(), millis));
  }

  void lost(long items) {
    once(
        "closed",
        () ->
            items
                + " spans and log records were still in memory when the application ended: they are"
                + " counted as closed. Give close more time, or set a folder for the spool.");
  }

  private String kept() {
    return "kept in %s, up to %s, and sent later."
        .formatted(options.spoolDirectory(), mebi(options.spoolBytes()));
  }

  private static String mebi(long bytes) {
    return bytes < 1 << 20 ? bytes + " bytes" : (bytes >> 20) + " MiB";
  }

  private void once(String kind, Supplier<String> sentence) {
    long now = nanos.getAsLong();
    Long last = said.get(kind);
    boolean due =
        last == null
            ? said.putIfAbsent(kind, now) == null
            : now - last > AGAIN && said.replace(kind, last, now);
    if (due) {
      LOG.log(System.Logger.Level.WARNING, sentence);
    }
  }
}
