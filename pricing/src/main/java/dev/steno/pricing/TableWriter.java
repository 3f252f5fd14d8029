// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a table as {@link TableReader} reads it. Pure functions. */
final class TableWriter {

  private TableWriter() {}

  /**
   * The lines of a table.
   *
   * @param head what stands behind {@code #} before them
   */
  static String write(List<String> head, PriceTable table) {
    StringBuilder text = new StringBuilder();
    head.forEach(line -> text.append("# ").append(line).append('\n'));
    text.append("#version ").append(table.version()).append('\n');
    table.providers().forEach(provider -> provider(text, provider));
    return text.toString();
  }

  private static void provider(StringBuilder text, Provider provider) {
    line(text, 'P', List.of(provider.id()));
    line(text, 'N', provider.names().texts());
    line(text, 'W', provider.owned().texts());
    line(text, 'F', provider.others());
    for (ModelPrices model : provider.prices()) {
      List<String> names = new ArrayList<>(List.of(model.id()));
      String itself = NameMatch.Kind.EQUALS.sign + model.id().toLowerCase(Locale.ROOT);
      model.match().texts().stream().filter(name -> !name.equals(itself)).forEach(names::add);
      line(text, 'M', names);
      model.periods().forEach(period -> period(text, period));
    }
  }

  private static void period(StringBuilder text, Period period) {
    for (Period.Tier tier : period.tiers()) {
      List<String> fields = new ArrayList<>();
      if (tier.above() > 0) {
        fields.add("above=" + tier.above());
      } else {
        if (period.from() != null) {
          fields.add("from=" + period.from());
        }
        if (period.hours() != null) {
          fields.add("hours=" + period.hours());
        }
      }
      tier.rates()
          .usd()
          .forEach((part, price) -> fields.add(part.wire() + "=" + price.toPlainString()));
      line(text, 'R', fields);
    }
  }

  private static void line(StringBuilder text, char kind, List<String> fields) {
    if (!fields.isEmpty()) {
      text.append(kind).append(' ').append(String.join("\t", fields)).append('\n');
    }
  }
}
