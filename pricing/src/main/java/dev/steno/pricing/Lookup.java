// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the prices of a model in a table; what is not there is not guessed. Stateless: it asks the
 * rules anew each time.
 */
final class Lookup {
  /** Names are compared with many patterns, and a longer one is no model's. */
  private static final int LONGEST = 200;

  /** They hand calls on, and what they hand on names its provider itself. */
  private static final List<String> PROXIES = List.of("litellm", "litellm_proxy");

  /** OpenTelemetry's and other libraries' names that a table does not know, by how they begin. */
  private static final List<List<String>> SPELLINGS =
      List.of(
          List.of("azure", "azure"),
          List.of("az.ai", "azure"),
          List.of("aws", "aws"),
          List.of("gcp", "google"),
          List.of("x_ai", "x-ai"),
          List.of("together", "together"),
          List.of("fireworks", "fireworks"),
          List.of("perplexity", "perplexity"));

  private static final Pattern REGION =
      Pattern.compile("^(us|us-gov|eu|apac|jp|au|ca|sa|global)[.](?=[a-z])");
  private static final Pattern VERSION = Pattern.compile("(-v[0-9]+)?:[0-9]+$");
  private static final Pattern DATE =
      Pattern.compile("@[a-z0-9-]+$|[-@]20[0-9]{2}-?[01][0-9]-?[0-3][0-9]$");
  private static final Pattern COMPACT =
      Pattern.compile("-(20[0-9]{2})([01][0-9])([0-3][0-9])(?=$|[-:])");

  private final PriceTable table;

  Lookup(PriceTable table) {
    this.table = table;
  }

  /**
   * The prices of a model.
   *
   * @param provider as the source names it; null if it does not
   */
  Optional<Provider.Match> find(@Nullable String provider, String model) {
    String name = model.strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.length() > LONGEST) {
      return Optional.empty();
    }
    Optional<Provider> named = provider == null ? ofPrefix(name) : provider(provider, name);
    Optional<Provider> found =
        named.isPresent() || (provider != null && !isProxy(provider)) ? named : owner(name);
    return found.flatMap(
        charging -> first(Stream.of(charging), name).or(() -> first(others(charging), name)));
  }

  /** The prices that a file of own prices has for a model; its provider "" is any. */
  Optional<Provider.Match> own(@Nullable String provider, String model) {
    String name = model.strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.length() > LONGEST) {
      return Optional.empty();
    }
    List<Provider> candidates =
        Stream.concat(
                Stream.ofNullable(provider).flatMap(text -> provider(text).stream()),
                Stream.ofNullable(table.provider("")))
            .toList();
    return candidates.stream()
        .flatMap(candidate -> candidate.exactly(name).stream())
        .findFirst()
        .or(
            () ->
                candidates.stream()
                    .flatMap(candidate -> candidate.byPattern(name).stream())
                    .findFirst());
  }

  /** The provider of that name; empty if the table knows none. */
  Optional<Provider> provider(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    Provider byId = table.provider(name);
    if (byId != null || name.length() > LONGEST) {
      return Optional.ofNullable(byId);
    }
    for (List<String> spelling : SPELLINGS) {
      Provider spelled = table.provider(spelling.get(1));
      if (name.startsWith(spelling.get(0)) && spelled != null) {
        return Optional.of(spelled);
      }
    }
    return table.providers().stream()
        .filter(candidate -> candidate.names().matching(name).isPresent())
        .findFirst();
  }

  private Optional<Provider> provider(String text, String model) {
    return isProxy(text) ? ofPrefix(model) : provider(text);
  }

  private static boolean isProxy(String provider) {
    return PROXIES.contains(provider.strip().toLowerCase(Locale.ROOT));
  }

  private Optional<Provider> ofPrefix(String model) {
    int slash = model.indexOf('/');
    return slash < 1 ? Optional.empty() : provider(model.substring(0, slash));
  }

  private Optional<Provider> owner(String model) {
    return table.providers().stream()
        .filter(candidate -> candidate.owned().matching(model).isPresent())
        .findFirst();
  }

  private Stream<Provider> others(Provider provider) {
    return provider.others().stream().map(table::provider).flatMap(Stream::ofNullable);
  }

  private Optional<Provider.Match> first(Stream<Provider> providers, String name) {
    return providers.flatMap(provider -> in(provider, name).stream()).findFirst();
  }

  private Optional<Provider.Match> in(Provider provider, String name) {
    String bare = unqualified(provider, name);
    List<String> shorter = stripped(bare);
    return provider
        .exactly(name)
        .or(() -> provider.exactly(bare).map(match -> as(match, Rule.QUALIFIED, bare)))
        .or(() -> provider.byPattern(name))
        .or(() -> provider.byPattern(bare))
        .or(() -> any(shorter, provider::exactly))
        .or(() -> any(shorter, provider::byPattern));
  }

  private static Optional<Provider.Match> any(
      List<String> names, Function<String, Optional<Provider.Match>> look) {
    for (String name : names) {
      Optional<Provider.Match> match = look.apply(name);
      if (match.isPresent()) {
        return match.map(found -> as(found, Rule.STRIPPED, name));
      }
    }
    return Optional.empty();
  }

  private static Provider.Match as(Provider.Match match, Rule rule, String text) {
    return new Provider.Match(match.prices(), rule, text);
  }

  /** The name without the provider's before it, and what stands before the last slash of an ARN. */
  private String unqualified(Provider provider, String name) {
    int slash = name.startsWith("arn:") ? name.lastIndexOf('/') : name.indexOf('/');
    boolean own =
        slash > 0
            && (name.startsWith("arn:")
                || name.startsWith("models/")
                || provider(name.substring(0, slash)).filter(provider::equals).isPresent());
    return own ? name.substring(slash + 1) : name;
  }

  /** The name with its date spelled out, and then without region, version and date in turn. */
  static List<String> stripped(String name) {
    String dashed = COMPACT.matcher(name).replaceAll("-$1-$2-$3");
    String regionless = REGION.matcher(name).replaceFirst("");
    String versionless = VERSION.matcher(regionless).replaceFirst("");
    String dateless = DATE.matcher(versionless).replaceFirst("");
    return Stream.of(dashed, regionless, versionless, dateless)
        .distinct()
        .filter(candidate -> !candidate.equals(name) && !candidate.isEmpty())
        .toList();
  }
}
