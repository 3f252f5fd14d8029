// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

import dev.steno.storage.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the query language, whose grammar is in {@code docs/query.md}. Stateless; an instance reads
 * one query, for one thread.
 */
public final class FilterParser {
  /** The longest query, in UTF-16 units. */
  public static final int MAX_LENGTH = 4096;

  /** How deep parentheses and negations may nest. */
  public static final int MAX_DEPTH = 32;

  /** How many terms a query may have. */
  public static final int MAX_TERMS = 64;

  private final QueryTokens tokens;
  private final Terms terms;
  private int count;

  private FilterParser(String query, Instant now) {
    this.tokens = new QueryTokens(query);
    this.terms = new Terms(now);
  }

  /**
   * The filter that a query means; {@link Filter#ALL} for a blank one.
   *
   * @param now what {@code time:7d} counts back from
   * @throws StorageException INVALID with the place, the piece and what was expected there
   */
  public static Filter parse(String query, Instant now) {
    if (query.length() > MAX_LENGTH) {
      throw new StorageException(
          StorageException.Kind.INVALID,
          "query: " + query.length() + " characters (expected: at most " + MAX_LENGTH + ")");
    }
    return new FilterParser(query, now).whole();
  }

  private Filter whole() {
    if (tokens.is(QueryToken.Type.END)) {
      return Filter.ALL;
    }
    Filter filter = alternatives(0);
    if (!tokens.is(QueryToken.Type.END)) {
      throw tokens.peek().unexpected("a term or the end of the query");
    }
    return filter;
  }

  private Filter alternatives(int depth) {
    List<Filter> filters = new ArrayList<>(List.of(conditions(depth)));
    while (tokens.is(QueryToken.Type.OR)) {
      tokens.next();
      filters.add(conditions(depth));
    }
    return filters.size() == 1 ? filters.get(0) : new Filter.Or(filters);
  }

  private Filter conditions(int depth) {
    List<Filter> filters = new ArrayList<>(List.of(condition(depth)));
    while (!tokens.is(QueryToken.Type.OR)
        && !tokens.is(QueryToken.Type.CLOSE)
        && !tokens.is(QueryToken.Type.END)) {
      if (tokens.is(QueryToken.Type.AND)) {
        tokens.next();
      }
      filters.add(condition(depth));
    }
    return filters.size() == 1 ? filters.get(0) : new Filter.And(filters);
  }

  private Filter condition(int depth) {
    QueryToken token = tokens.next();
    return switch (token.type()) {
      case NOT -> new Filter.Not(condition(deeper(depth, token)));
      case OPEN -> group(deeper(depth, token), token);
      case TERM -> term(token);
      default -> throw token.unexpected("a term such as status:error or a word");
    };
  }

  private Filter group(int depth, QueryToken open) {
    Filter filter = alternatives(depth);
    if (!tokens.is(QueryToken.Type.CLOSE)) {
      throw open.unexpected("a closing parenthesis after it");
    }
    tokens.next();
    return filter;
  }

  private Filter term(QueryToken token) {
    if (++count > MAX_TERMS) {
      throw token.unexpected("at most " + MAX_TERMS + " terms");
    }
    return terms.filter(token);
  }

  private static int deeper(int depth, QueryToken token) {
    if (depth >= MAX_DEPTH) {
      throw token.unexpected("at most " + MAX_DEPTH + " parentheses and negations in each other");
    }
    return depth + 1;
  }
}
