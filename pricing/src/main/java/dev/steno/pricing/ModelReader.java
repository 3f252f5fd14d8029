// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the models of one provider from their lines. For one thread, and for one provider. */
final class ModelReader {
  private final String provider;
  private final List<ModelPrices> models = new ArrayList<>();
  private final List<Period> periods = new ArrayList<>();
  private final List<Period.Tier> tiers = new ArrayList<>();
  private List<String> names = List.of();
  private @Nullable LocalDate from;
  private Period.@Nullable Hours hours;

  ModelReader(String provider) {
    this.provider = provider;
  }

  /** The models of these lines, of which the first has that number in its file. */
  List<ModelPrices> read(String lines, int first) {
    int number = first;
    for (String line : lines.split("\n")) {
      try {
        line(line);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
      }
      number++;
    }
    endModel();
    return List.copyOf(models);
  }

  private void line(String line) {
    if (line.startsWith("M ")) {
      endModel();
      names = fields(line);
    } else if (line.startsWith("R ")) {
      rates(fields(line));
    } else if (!line.isEmpty() && !line.startsWith("#")) {
      throw new IllegalArgumentException("'" + shortened(line) + "' (expected: M or R)");
    }
  }

  private void rates(List<String> fields) {
    LocalDate since = null;
    Period.Hours during = null;
    long above = 0;
    Map<TokenPart, BigDecimal> usd = new EnumMap<>(TokenPart.class);
    for (String field : fields) {
      int at = field.indexOf('=');
      String value = field.substring(at + 1);
      switch (at < 0 ? "" : field.substring(0, at)) {
        case "from" -> since = LocalDate.parse(value);
        case "hours" -> during = hours(value);
        case "above" -> above = Long.parseLong(value);
        default -> usd.put(part(field.substring(0, Math.max(0, at))), new BigDecimal(value));
      }
    }
    if (names.isEmpty() || (above > 0 && tiers.isEmpty())) {
      throw new IllegalArgumentException("prices of nothing (expected: a model before them)");
    }
    if (above == 0) {
      endPeriod();
      from = since;
      hours = during;
    }
    tiers.add(new Period.Tier(above, new Rates(usd)));
  }

  private static TokenPart part(String name) {
    return TokenPart.of(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + shortened(name) + "' (expected: from, hours, above or a token part)"));
  }

  private static Period.Hours hours(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException("hours: " + shortened(text) + " (expected: 00:30-16:30)");
    }
    return new Period.Hours(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
  }

  private void endPeriod() {
    if (!tiers.isEmpty()) {
      periods.add(new Period(from, hours, tiers));
      tiers.clear();
    }
  }

  private void endModel() {
    endPeriod();
    if (!names.isEmpty()) {
      NameMatch match = NameMatch.parse(names.subList(1, names.size()));
      models.add(new ModelPrices(provider, names.get(0), match, periods));
    }
    names = List.of();
    periods.clear();
  }

  /** What stands in a line behind its letter. */
  static List<String> fields(String line) {
    return List.of(line.substring(Math.min(2, line.length())).split("\t", -1));
  }

  static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
