// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.Feedback;
import dev.steno.model.TraceId;
import dev.steno.storage.FeedbackStore;
import dev.steno.storage.KeyStore;
import dev.steno.storage.ProjectSettings;
import dev.steno.storage.ProjectStore;
import dev.steno.storage.SettingStore;
import dev.steno.storage.erasure.Deletion;
import dev.steno.storage.erasure.Erased;
import dev.steno.storage.erasure.ErasureStore;
import dev.steno.storage.erasure.Selection;
import dev.steno.storage.sql.CatalogRows;
import dev.steno.storage.sql.FeedbackReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Feedback, projects, keys and settings as others see them. Thread-safe. */
final class CatalogStores {
  private final Catalog catalog;
  private final Writer writer;
  private final Readers readers;
  private final FeedbackReader reader = new FeedbackReader();

  CatalogStores(Catalog catalog, Writer writer, Readers readers) {
    this.catalog = catalog;
    this.writer = writer;
    this.readers = readers;
  }

  FeedbackStore feedback() {
    return new FeedbackStore() {
      @Override
      public Added add(Feedback feedback) {
        ProjectStore.Project.checked(feedback.project());
        return writer.call(() -> catalog.add(feedback));
      }

      @Override
      public List<Feedback> of(String project, TraceId id) {
        return readers.read(session -> reader.of(session, project, id));
      }
    };
  }

  ProjectStore projects() {
    return new ProjectStore() {
      @Override
      public List<Project> list() {
        return readers.read(CatalogRows::projects);
      }

      @Override
      public Project create(String name) {
        return writer.call(() -> catalog.create(name));
      }
    };
  }

  KeyStore keys() {
    return new KeyStore() {
      @Override
      public List<StoredKey> list() {
        return readers.read(CatalogRows::keys);
      }

      @Override
      public Optional<StoredKey> byHash(String sha256) {
        return readers.read(session -> CatalogRows.keysOfHash(session, sha256)).stream()
            .findFirst();
      }

      @Override
      public void add(StoredKey key) {
        writer.call(
            () -> {
              catalog.add(key);
              return key;
            });
      }

      @Override
      public boolean remove(String id) {
        return writer.call(() -> catalog.removeKey(id));
      }
    };
  }

  SettingStore settings() {
    return new SettingStore() {
      @Override
      public Map<String, ProjectSettings> all() {
        return readers.read(CatalogRows::settings);
      }

      @Override
      public void put(String project, ProjectSettings settings) {
        writer.call(
            () -> {
              catalog.put(project, settings);
              return settings;
            });
      }
    };
  }

  ErasureStore erasures(Eraser eraser) {
    return new ErasureStore() {
      @Override
      public Erased count(Selection selection) {
        return reported(() -> readers.reading(session -> eraser.count(session, selection)));
      }

      @Override
      public List<Deletion> erase(List<Selection> selections, String by) {
        List<Selection> wanted = List.copyOf(selections);
        return writer.call(() -> reported(() -> eraser.erase(wanted, by)));
      }

      @Override
      public List<Deletion> deletions(String project, int limit) {
        return readers.read(session -> CatalogRows.deletions(session, project, limit));
      }
    };
  }

  private static <T> T reported(Supplier<T> work) {
    try {
      return work.get();
    } catch (SqlFailure e) {
      throw Failures.executing("Deleting", null, e.sql());
    }
  }
}
