// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words that rules look for. */
final class Names {

  /** Package segments and type names that say nothing about what is inside. */
  static final Set<String> EMPTY =
      Set.of(
          "util",
          "utils",
          "common",
          "impl",
          "helper",
          "helpers",
          "manager",
          "managers",
          "service",
          "services",
          "dto",
          "dtos");

  static final Pattern THREADS =
      Pattern.compile(
          "(?i)immutable|thread-safe|thread safe|one thread|single thread|any thread|pure function|stateless");

  static final Pattern SLEEP = Pattern.compile("Thread\\.sleep|(TimeUnit\\.)?[A-Z]+\\.sleep");

  static final Pattern NOTE =
      Pattern.compile(
          "(//|\\*|#|<!--).*\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|(//|/\\*)\\s*[-=*#]{5,}");

  static final Pattern DISABLED =
      Pattern.compile("@Dis" + "abled\\b|\\b(it|test|describe)\\.sk" + "ip\\b");

  static final Pattern BANNED =
      Pattern.compile(
          "import (static )?(com\\.google\\.common|org\\.mockito|lombok|javax\\.inject)\\.");

  private Names() {}

  static boolean isEmpty(ParsedType type) {
    return Stream.of(type.name().split("(?<=[a-z0-9])(?=[A-Z])"))
        .anyMatch(word -> EMPTY.contains(word.toLowerCase(Locale.ROOT)));
  }
}
