// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults;

/** Which class below this package breaks which rule. */
public final class Faults {

  private Faults() {}

  /**
   * The class that breaks a rule.
   *
   * @param rule the rule's name
   */
  public static String of(String rule) {
    return switch (rule) {
      case "ARROWS" -> "LooksUp";
      case "ONLY_CLI_NAMES_STORES" -> "OpensStore";
      case "STANDARD_STREAMS" -> "Prints";
      case "CLOCK_AND_CHANCE" -> "ReadsClock";
      case "JACKSON" -> "ReadsJson";
      case "DUCKDB" -> "NamesEngine";
      case "PROTOBUF" -> "NamesProtobuf";
      case "ARMERIA" -> "NamesArmeria";
      case "OPTIONAL" -> "TakesOptional";
      default ->
          throw new IllegalArgumentException("rule: " + rule + " (expected: one with a fault)");
    };
  }
}
