// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.storage.KeyStore.Scope;
import dev.steno.storage.KeyStore.StoredKey;
import dev.steno.storage.ProjectStore.Project;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException.Kind;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Projects and keys are kept. */
abstract class RegistryContract extends Contract {

  RegistryContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void has_no_project_and_no_key_at_first() {
    assertThat(storage.projects().list()).isEmpty();
    assertThat(storage.keys().list()).isEmpty();
  }

  @Test
  void has_the_projects_that_were_created_and_sent_to_by_name() {
    storage.projects().create("zoo");
    append(Given.part(Given.span("market", 1, 1)), Given.part(Given.span("market", 2, 1)));
    storage.projects().create("attic");

    assertThat(storage.projects().list())
        .extracting(Project::name)
        .containsExactly("attic", "market", "zoo");
  }

  @Test
  void leaves_a_project_that_is_there_as_it_is() {
    Project first = storage.projects().create("zoo");
    clock.set(NOW.plusSeconds(60));

    assertThat(storage.projects().create("zoo")).isEqualTo(first);
    append(Given.part(Given.span("zoo", 1, 1)));

    assertThat(storage.projects().list()).containsExactly(new Project("zoo", NOW));
  }

  @Test
  void refuses_a_name_that_no_project_can_have() {
    assertRefused(Kind.INVALID, () -> storage.projects().create(" "));
    assertRefused(Kind.INVALID, () -> storage.projects().create("a\nb"));
    assertRefused(Kind.INVALID, () -> storage.projects().create("a".repeat(129)));
    assertThat(storage.projects().list()).isEmpty();
  }

  @Test
  void keeps_keys_oldest_first_and_finds_them_by_their_hash() {
    StoredKey newer = key(1, Scope.READ, 5);
    StoredKey older = key(2, Scope.ADMIN, 1);
    StoredKey unnamed =
        new StoredKey("id 3", hash(3), "zoo", Scope.INGEST, null, NOW.plusSeconds(9));
    storage.keys().add(newer);
    storage.keys().add(older);
    storage.keys().add(unnamed);

    assertThat(storage.keys().list()).containsExactly(older, newer, unnamed);
    assertThat(storage.keys().byHash(hash(1))).contains(newer);
    assertThat(storage.keys().byHash(hash(4))).isEmpty();
    assertThat(storage.keys().byHash("")).isEmpty();
  }

  @Test
  void removes_a_key() {
    storage.keys().add(key(1, Scope.READ, 0));
    storage.keys().add(key(2, Scope.READ, 1));

    assertThat(storage.keys().remove("id 1")).isTrue();
    assertThat(storage.keys().remove("id 1")).isFalse();

    assertThat(storage.keys().byHash(hash(1))).isEmpty();
    assertThat(storage.keys().list()).isEqualTo(List.of(key(2, Scope.READ, 1)));
  }

  private static StoredKey key(int number, Scope scope, int second) {
    return new StoredKey(
        "id " + number, hash(number), "zoo", scope, "it's key " + number, NOW.plusSeconds(second));
  }

  private static String hash(int number) {
    return "%064x".formatted(number);
  }
}
