// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import static dev.steno.testing.ModelReply.call;
import static dev.steno.testing.ModelReply.calls;
import static dev.steno.testing.ModelReply.text;
import static dev.steno.testing.ModelScript.turn;

import dev.steno.testing.ModelReply.Answer;
import java.time.Duration;

/**
 * What the model behind a small tea shop's support says, in three conversations: a late parcel, a
 * cracked teapot, a present.
 */
final class SupportScript {
  private static final Duration SOON = Duration.ofMillis(70);
  private static final Duration LATER = Duration.ofMillis(160);
  private static final Duration PACE = Duration.ofMillis(4);

  private SupportScript() {}

  static ModelScript script() {
    return lateParcel()
        .or(neighbour())
        .or(invoice())
        .or(crackedTeapot())
        .or(refundQuote())
        .or(refund())
        .or(present())
        .or(swap())
        .or(card());
  }

  private static ModelScript lateParcel() {
    String track = "{\"tracking\":\"KL-77120\"}";
    return turn(
        "order 1042 was due",
        soon(calls(call("order_status", "{\"order\":\"1042\"}"))),
        soon(calls(call("track_parcel", track))),
        soon(
            calls(call("track_parcel", track))
                .saying("The carrier did not answer in time. I ask once more.")),
        told(
            """
                I'm sorry for the wait, and thank you for asking. Your parcel **KL-77120** left \
                us on Wednesday and missed Friday's van: since last night it has been at the \
                depot in Kassel.

                It is planned for **tomorrow between 9:00 and 12:00**. Shall I leave a note for \
                the driver?"""));
  }

  private static ModelScript neighbour() {
    return turn(
        "leave it with my neighbour",
        soon(
            calls(
                call(
                    "add_delivery_note",
                    "{\"tracking\":\"KL-77120\",\"note\":\"If nobody is in: Ms Okafor, number 14\"}"))),
        soon(
            text(
                "Done. The driver will ring at Ms Okafor's, number 14, if you are not in."
                    + " She will be asked to sign for it.")));
  }

  private static ModelScript invoice() {
    return turn(
        "invoice as a PDF",
        soon(calls(call("invoice_pdf", "{\"order\":\"1042\"}"))),
        told(
            """
                    Here it is: [invoice-1042.pdf](https://shop.example/invoices/1042.pdf), 48 kB.

                    - Order 1042, 2 items
                    - **31.30 €**, of which 2.05 € is VAT

                    Anything else I can do for you?"""));
  }

  private static ModelScript crackedTeapot() {
    return turn(
        "crack in the lid",
        soon(calls(call("search_policies", "{\"query\":\"damaged on arrival, return period\"}"))),
        soon(
            text(
                """
                    I'm sorry about that. Yes, you still can: what arrives damaged may come back \
                    within **60 days**, and we pay for the way back. You need not send the lid \
                    before you have your money.

                    Which order was it?""")));
  }

  private static ModelScript refundQuote() {
    return turn(
        "order 1038, just the teapot",
        soon(
            calls(
                call("order_status", "{\"order\":\"1038\"}"),
                call(
                    "refund_quote",
                    "{\"order\":\"1038\",\"item\":\"TEAPOT-08\",\"reason\":\"damaged\"}"))),
        soon(
            text(
                "You would get **34.50 €** back, the full price of the teapot, to the card"
                    + " you paid with. The tin of Assam stays yours, of course. Shall I"
                    + " go ahead?")));
  }

  private static ModelScript refund() {
    return turn(
        "please refund it",
        soon(
            calls(
                call(
                    "create_refund",
                    "{\"order\":\"1038\",\"item\":\"TEAPOT-08\",\"amount\":\"34.50\",\"currency\":\"EUR\"}"))),
        told(
            """
                    It is on its way: refund **R-2207**, 34.50 €. Banks take two to three \
                    working days to show it.

                    A label for the way back is in your mailbox. Tea should never leak from the \
                    lid, so thank you for telling us."""));
  }

  private static ModelScript present() {
    return turn(
        "caffeine-free teas to a friend in Oslo",
        later(
            calls(
                    call("search_catalogue", "{\"caffeine\":false,\"max_price\":\"15.00\"}"),
                    call("shipping_quote", "{\"country\":\"NO\",\"grams\":300}"))
                .thinking(
                    """
                        The limit of 45 € includes shipping, so I need the rate to Norway before I \
                        can choose. Three tins of 100 g make 300 g. Both look-ups are independent: \
                        I ask for them together.""")),
        later(
            text("""
                        These three go well together:

                        | tea | € |
                        |---|---:|
                        | Chamomile Meadow | 8.50 |
                        | Rooibos Cape Sunset | 9.80 |
                        | Lemon Verbena | 8.90 |
                        | tracked parcel to Norway | 12.50 |
                        | **together** | **39.70** |

                        That leaves 5.30 € of your 45 €. Shall I pack them?""")
                .thinking(
                    """
                        Shipping is 12.50, which leaves 32.50 for three tins. The peppermint is the \
                        cheapest, but a present may be a little special. Chamomile 8.50, rooibos \
                        9.80, verbena 8.90: 27.20, and with shipping 39.70. Under 45. \
                        Hibiscus is out of stock.""")));
  }

  private static ModelScript swap() {
    return turn(
        "swap the rooibos",
        told("""
                        Gladly: **Ginger & Lemon** (9.40 €) instead of the rooibos. That makes \
                        26.80 € of tea and 12.50 € for the parcel, **39.30 €** in all: it still \
                        fits, with 5.70 € to spare.""")
            .thinking(
                """
                        The catalogue is in the conversation already: Ginger & Lemon is 9.40, in \
                        stock and caffeine-free. 8.50 + 9.40 + 8.90 = 26.80. With 12.50 it is \
                        39.30. No tool is needed."""));
  }

  private static ModelScript card() {
    return turn(
        "put a card in",
        later(
            calls(call("add_gift_card", "{\"basket\":\"B-311\",\"text\":\"お誕生日おめでとう、Aiko! 🎂\"}"))
                .thinking(
                    """
                    First the card, then the order: once it is placed, the basket is closed. The \
                    text goes on the card as it is.""")),
        later(
            calls(call("place_order", "{\"basket\":\"B-311\"}"))
                .thinking("The card is in. They asked to send it, so I may place the order.")),
        told(
            """
            Done! Order **1051** leaves tomorrow, 39.30 € in all, and the card says \
            *お誕生日おめでとう、Aiko! 🎂*

            What a kind present."""));
  }

  private static Answer soon(Answer answer) {
    return answer.after(SOON);
  }

  private static Answer later(Answer answer) {
    return answer.after(LATER);
  }

  private static Answer told(String text) {
    return text(text).after(SOON).paced(PACE);
  }
}
