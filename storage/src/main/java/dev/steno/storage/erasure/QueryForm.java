// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.erasure;

import dev.steno.storage.query.Filter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a query asks about, without the values that it compares with: these may be what was to be
 * forgotten. Pure functions.
 */
final class QueryForm {
  private static final String VALUE = "…";

  private QueryForm() {}

  static String of(Filter filter) {
    if (filter instanceof Filter.And and) {
      return and.filters().isEmpty() ? "all" : joined(and.filters(), " ");
    }
    if (filter instanceof Filter.Or or) {
      return "(" + joined(or.filters(), " OR ") + ")";
    }
    if (filter instanceof Filter.Not not) {
      return "NOT (" + of(not.filter()) + ")";
    }
    if (filter instanceof Filter.Matches matches) {
      return matches.field().name().toLowerCase(Locale.ROOT) + ":" + VALUE;
    }
    if (filter instanceof Filter.StatusIs) {
      return "status:" + VALUE;
    }
    if (filter instanceof Filter.Started) {
      return "time:" + VALUE;
    }
    if (filter instanceof Filter.Totals totals) {
      return totals.total().name().toLowerCase(Locale.ROOT) + ":" + VALUE;
    }
    if (filter instanceof Filter.Judged || filter instanceof Filter.Scored) {
      return "feedback:" + VALUE;
    }
    return filter instanceof Filter.Lasted ? "latency:" + VALUE : "text:" + VALUE;
  }

  private static String joined(List<Filter> filters, String separator) {
    return filters.stream().map(QueryForm::of).collect(Collectors.joining(separator));
  }
}
