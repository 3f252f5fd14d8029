// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import dev.steno.redaction.RedactionSettings;
import java.util.List;

/**
 * What is taken out of everything before it leaves. Immutable; thread-safe if its hook is.
 *
 * @param content whether content leaves at all: what was said, what tools were given and gave, what
 *     failures say
 * @param hook sees every text first
 * @param rules find what is taken out of what the hook left
 * @param dryRun whether what rules find stays, and is only counted
 */
public record Screening(
    boolean content, Redaction hook, List<RedactionSettings> rules, boolean dryRun) {

  /** Everything leaves as it is. */
  public static final Screening NONE = new Screening(true, Redaction.NONE, List.of(), false);

  /** Copies the list, without settings that take nothing out. */
  public Screening {
    rules = rules.stream().filter(each -> !each.isNone()).toList();
  }

  boolean isNone() {
    return content && hook == Redaction.NONE && rules.isEmpty();
  }
}
