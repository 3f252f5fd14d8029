// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.content;

/** The text of objects that may do anything when asked for it. Stateless. */
public final class SafeText {

  private SafeText() {}

  /** What {@code toString} says; if it throws, the name of the class and of what it threw. */
  public static String of(Object value) {
    try {
      return String.valueOf(value.toString());
    } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
      return value.getClass().getName() + " (toString: " + e.getClass().getSimpleName() + ")";
    }
  }

  /** The message of a throwable, which may throw as well; "" if it has none. */
  public static String message(Throwable cause) {
    try {
      String message = cause.getMessage();
      return message == null ? "" : message;
    } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
      return cause.getClass().getName() + " (getMessage: " + e.getClass().getSimpleName() + ")";
    }
  }

  /** The first {@code longest} characters of a text, never half of a surrogate pair. */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Math.max(0, longest);
    boolean splits = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splits ? end - 1 : end);
  }
}
