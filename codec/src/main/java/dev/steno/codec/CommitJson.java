// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Commit} as JSON: ids as hex, and what follows from them. Stateless. */
public final class CommitJson {

  private CommitJson() {}

  /** {@code context} and {@code answer} follow from the rest; unknown lists are absent. */
  public static JsonObject toJson(Commit commit) {
    return new ObjectBuilder()
        .putText("context", commit.context())
        .putList("tools", commit.tools(), CommitJson::id)
        .putList("system", commit.system(), CommitJson::id)
        .putText("base", commit.base())
        .putList("added", commit.added(), CommitJson::id)
        .putText("head", commit.head())
        .putText("answer", commit.answer())
        .putList("choices", commit.choices(), CommitJson::ids)
        .build();
  }

  /**
   * The commit that {@link #toJson} wrote.
   *
   * @throws CodecException SHAPE if an id is none, or only one of {@code added} and {@code head} is
   *     there
   */
  public static Commit fromJson(JsonValue json) {
    Fields fields = Fields.of(json, "commit");
    Hash base = fields.read("base", CommitJson::hash);
    try {
      return new Commit(
          fields.list("tools", CommitJson::hash),
          fields.list("system", CommitJson::hash),
          base == null ? Hash.ZERO : base,
          fields.list("added", CommitJson::hash),
          fields.read("head", CommitJson::hash),
          fields.list("choices", CommitJson::hashes));
    } catch (IllegalArgumentException e) {
      throw CodecException.shape("commit: " + e.getMessage());
    }
  }

  private static JsonValue id(Hash hash) {
    return JsonValue.of(hash.hex());
  }

  private static JsonValue ids(Collection<Hash> hashes) {
    return ObjectBuilder.array(hashes, CommitJson::id);
  }

  private static List<Hash> hashes(JsonValue ids) {
    return Fields.list("choices", ids, CommitJson::hash);
  }

  private static Hash hash(JsonValue id) {
    return hash(Fields.text(id));
  }

  private static Hash hash(@Nullable String hex) {
    return Hash.of(hex == null ? "" : hex);
  }
}
