// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

import dev.steno.storage.query.QueryToken.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query cut into its pieces. For one thread. */
final class QueryTokens {
  private final String query;
  private final List<QueryToken> tokens = new ArrayList<>();
  private int at;
  private int next;

  QueryTokens(String query) {
    this.query = query;
    skipSpace();
    while (at < query.length()) {
      tokens.add(read());
      skipSpace();
    }
    tokens.add(new QueryToken(Type.END, at + 1, "", null, ""));
  }

  QueryToken peek() {
    return tokens.get(next);
  }

  boolean is(Type type) {
    return peek().type() == type;
  }

  /** The next token; the end comes again and again. */
  QueryToken next() {
    QueryToken token = peek();
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  private QueryToken read() {
    int from = at;
    char c = query.charAt(at);
    if (c == '(' || c == ')') {
      at++;
      return token(c == '(' ? Type.OPEN : Type.CLOSE, from, null, "");
    }
    if (c == '-') {
      at++;
      if (endsWord() && (at == query.length() || query.charAt(at) != '(')) {
        throw QueryToken.unexpected(from + 1, "-", "a term right after it, or quotes around it");
      }
      return token(Type.NOT, from, null, "");
    }
    return c == '"' ? token(Type.TERM, from, null, quoted()) : word(from);
  }

  private QueryToken word(int from) {
    while (!endsWord() && query.charAt(at) != ':') {
      at++;
    }
    String word = query.substring(from, at);
    if (at < query.length() && query.charAt(at) == ':') {
      at++;
      return keyed(from, word);
    }
    return switch (word) {
      case "AND" -> token(Type.AND, from, null, "");
      case "OR" -> token(Type.OR, from, null, "");
      case "NOT" -> token(Type.NOT, from, null, "");
      default -> token(Type.TERM, from, null, word);
    };
  }

  private QueryToken keyed(int from, String key) {
    if (at < query.length() && query.charAt(at) == '"') {
      return token(Type.TERM, from, key, quoted());
    }
    int value = at;
    while (!endsWord()) {
      at++;
    }
    return token(Type.TERM, from, key, query.substring(value, at));
  }

  /** The text between quotes, where a backslash makes a quote or a backslash an ordinary one. */
  private String quoted() {
    int from = at++;
    StringBuilder text = new StringBuilder();
    while (at < query.length() && query.charAt(at) != '"') {
      if (query.charAt(at) == '\\' && at + 1 < query.length() && isEscaped(query.charAt(at + 1))) {
        at++;
      }
      text.append(query.charAt(at++));
    }
    if (at == query.length()) {
      throw QueryToken.unexpected(from + 1, query.substring(from), "a closing quote");
    }
    at++;
    if (!endsWord()) {
      throw QueryToken.unexpected(at + 1, query.substring(at), "a space after the closing quote");
    }
    return text.toString();
  }

  private static boolean isEscaped(char c) {
    return c == '"' || c == '\\';
  }

  private boolean endsWord() {
    return at == query.length()
        || isSpace(query.charAt(at))
        || query.charAt(at) == '('
        || query.charAt(at) == ')';
  }

  private void skipSpace() {
    while (at < query.length() && isSpace(query.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private QueryToken token(Type type, int from, @Nullable String key, String value) {
    return new QueryToken(type, from + 1, query.substring(from, at), key, value);
  }
}
