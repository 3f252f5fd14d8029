// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code steno.*}. Immutable. What is null is as the environment variables of the
 * client say ({@code STENO_ENDPOINT}, {@code STENO_API_KEY}…), else as its defaults.
 *
 * @param enabled false for a client that does nothing
 * @param endpoint the server's address
 * @param apiKey the key
 * @param project the project, unless the key has one
 * @param serviceName the service; {@code spring.application.name} if null
 * @param environment the deployment environment
 * @param release the release of the application
 * @param captureContent whether what was said leaves the application
 * @param startParts whether spans are told of while they run
 * @param spool the folder for what cannot be sent yet; {@code off} for none
 * @param redact rules by which texts are redacted before they leave, such as {@code secrets}
 */
@ConfigurationProperties("steno")
public record StenoProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable URI endpoint,
    @Nullable String apiKey,
    @Nullable String project,
    @Nullable String serviceName,
    @Nullable String environment,
    @Nullable String release,
    @Nullable Boolean captureContent,
    @Nullable Boolean startParts,
    @Nullable String spool,
    @DefaultValue Set<String> redact) {

  /** Copies the set. */
  public StenoProperties {
    redact = Set.copyOf(redact);
  }

  /** Everything but the key, which is in no log. */
  @Override
  public String toString() {
    return "StenoProperties[enabled=" + enabled + ", endpoint=" + endpoint + "]";
  }
}
