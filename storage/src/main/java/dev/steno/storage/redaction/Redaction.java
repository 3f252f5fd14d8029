// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.redaction;

import dev.steno.model.Feedback;
import dev.steno.model.SpanPart;
import dev.steno.redaction.RedactionSettings;
import dev.steno.redaction.Redactor;
import dev.steno.storage.FeedbackStore;
import dev.steno.storage.FeedbackStore.Added;
import dev.steno.storage.InterceptedStorage;
import dev.steno.storage.Interceptor;
import dev.steno.storage.ProjectSettings;
import dev.steno.storage.SettingStore;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceStore;
import dev.steno.storage.TraceStore.Appended;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Redacts everything on its way into a store, by the settings of its project and of {@value
 * #EVERY_PROJECT}. Thread-safe. Settings that are put through it hold as soon as that returns; they
 * are read once, so what puts them elsewhere goes unnoticed.
 */
public final class Redaction implements Interceptor {
  /** Its settings hold for every project, beside the project's own. */
  public static final String EVERY_PROJECT = "*";

  private final SettingStore settings;
  private final RedactionSettings always;
  private volatile @Nullable Rules rules;

  private Redaction(SettingStore settings, RedactionSettings always) {
    this.settings = settings;
    this.always = always;
  }

  /**
   * A store into which nothing comes unredacted.
   *
   * @param always what holds whatever the settings say
   */
  public static Storage before(Storage storage, RedactionSettings always) {
    return new InterceptedStorage(storage, new Redaction(storage.settings(), always));
  }

  @Override
  public CompletableFuture<Appended> append(TraceStore store, List<SpanPart> parts) {
    Rules now;
    try {
      now = rules();
    } catch (StorageException e) {
      return CompletableFuture.failedFuture(e);
    }
    return store.append(now.isNone() ? parts : parts.stream().map(now::redacted).toList());
  }

  @Override
  public Added add(FeedbackStore store, Feedback feedback) {
    Redactor redactor = rules().of(feedback.project());
    return store.add(redactor == null ? feedback : redactor.redacted(feedback));
  }

  @Override
  public synchronized void put(SettingStore store, String project, ProjectSettings changed) {
    store.put(project, changed);
    rules = null;
  }

  @Override
  public String kept(String project, String text) {
    Redactor redactor = rules().of(project);
    return redactor == null ? text : redactor.redacted(text);
  }

  private Rules rules() {
    Rules known = rules;
    return known == null ? read() : known;
  }

  private synchronized Rules read() {
    Rules known = rules;
    if (known == null) {
      known = Rules.of(settings.all(), always);
      rules = known;
    }
    return known;
  }

  /**
   * The rules of all projects at one time. Immutable.
   *
   * @param byProject of the projects that have rules of their own
   * @param others of all other projects; null if they have none
   */
  private record Rules(Map<String, Redactor> byProject, @Nullable Redactor others) {

    static Rules of(Map<String, ProjectSettings> settings, RedactionSettings always) {
      RedactionSettings shared =
          settings.getOrDefault(EVERY_PROJECT, ProjectSettings.NONE).redaction();
      List<RedactionSettings> both = List.of(always, shared);
      Map<String, Redactor> byProject =
          settings.entrySet().stream()
              .filter(entry -> !entry.getValue().redaction().isNone())
              .collect(
                  Collectors.toUnmodifiableMap(
                      Map.Entry::getKey,
                      entry ->
                          new Redactor(List.of(always, shared, entry.getValue().redaction()))));
      boolean none = both.stream().allMatch(RedactionSettings::isNone);
      return new Rules(byProject, none ? null : new Redactor(both));
    }

    boolean isNone() {
      return others == null && byProject.isEmpty();
    }

    @Nullable Redactor of(String project) {
      return byProject.getOrDefault(project, others);
    }

    SpanPart redacted(SpanPart part) {
      Redactor redactor = of(part.span().project());
      return redactor == null ? part : redactor.redacted(part);
    }
  }
}
