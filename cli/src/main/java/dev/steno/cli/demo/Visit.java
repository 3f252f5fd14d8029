// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import java.util.List;

/**
 * A customer's conversation with the shop, as far as the customer says it. Immutable.
 *
 * @param title what it is about
 * @param customer who it is
 * @param model the model that answers
 * @param reasons whether that model reasons
 * @param turns what the customer says, one after the other
 * @param verdict what the customer thinks of the last answer, {@code POSITIVE} or {@code NEGATIVE}
 * @param comment why
 */
record Visit(
    String title,
    String customer,
    String model,
    boolean reasons,
    List<Turn> turns,
    String verdict,
    String comment) {

  /** What a customer says, and whether they read the answer as it is written. */
  record Turn(String says, boolean streamed) {}

  static List<Visit> all() {
    return List.of(lateParcel(), crackedTeapot(), birthdayPresent());
  }

  private static Visit lateParcel() {
    return new Visit(
        "late-parcel",
        "ida",
        "mock-mini",
        false,
        List.of(
            new Turn(
                "Hello! My order 1042 was due on Friday and still isn't here. Do you know where it"
                    + " is?",
                true),
            new Turn(
                "Yes, please. I'm at work in the morning: can they leave it with my neighbour, Ms"
                    + " Okafor at number 14?",
                false),
            new Turn(
                "Perfect. One last thing: could I have the invoice as a PDF for my accountant?",
                true)),
        "NEGATIVE",
        "The VAT number is missing on the invoice.");
  }

  private static Visit crackedTeapot() {
    return new Visit(
        "cracked-teapot",
        "jonas",
        "mock-mini",
        false,
        List.of(
            new Turn(
                "My glass teapot came with a crack in the lid. That was three weeks ago: can I"
                    + " still send it back?",
                false),
            new Turn("It was order 1038, just the teapot. How much would I get?", false),
            new Turn("Yes, please refund it.", true)),
        "POSITIVE",
        "Money back in two minutes, and no quarrel.");
  }

  private static Visit birthdayPresent() {
    return new Visit(
        "birthday-present",
        "mei",
        "mock-think",
        true,
        List.of(
            new Turn(
                "I'd like to send three caffeine-free teas to a friend in Oslo, at most 45 € with"
                    + " shipping. What would you pick?",
                false),
            new Turn(
                "Could you swap the rooibos for something with ginger? Does it still fit?", true),
            new Turn("Lovely. Please put a card in: お誕生日おめでとう、Aiko! 🎂 Then send it.", true)),
        "POSITIVE",
        "Found the right teas at once.");
  }
}
