// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter;

import dev.steno.client.Steno;
import dev.steno.client.StenoBuilder;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * A {@link Steno} bean, unless the application has one, which is closed with the application; and
 * what records Spring AI's calls, if the application has it. Used by Spring Boot, on one thread.
 */
@AutoConfiguration
@EnableConfigurationProperties(StenoProperties.class)
public final class StenoAutoConfiguration {

  /** The client that the properties describe. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  public Steno steno(
      StenoProperties properties,
      Environment environment,
      ObjectProvider<StenoCustomizer> customizers) {
    if (!properties.enabled()) {
      return Steno.noop();
    }
    StenoBuilder builder = Steno.builder().environment(System.getenv());
    apply(properties, environment, builder);
    customizers.orderedStream().forEach(each -> each.customize(builder));
    return builder.build();
  }

  private static void apply(
      StenoProperties properties, Environment environment, StenoBuilder builder) {
    String service = properties.serviceName();
    if (service == null && System.getenv("OTEL_SERVICE_NAME") == null) {
      service = environment.getProperty("spring.application.name");
    }
    given(service, builder::serviceName);
    given(properties.endpoint(), builder::endpoint);
    given(properties.apiKey(), builder::apiKey);
    given(properties.project(), builder::project);
    given(properties.environment(), builder::deploymentEnvironment);
    given(properties.release(), builder::release);
    given(properties.captureContent(), builder::captureContent);
    given(properties.startParts(), builder::startParts);
    given(
        properties.spool(),
        spool -> builder.sending(options -> options.spoolDirectory(folder(spool))));
    builder.redact(properties.redact().toArray(new String[0]));
  }

  private static @Nullable Path folder(String spool) {
    return spool.equalsIgnoreCase("off") ? null : Path.of(spool);
  }

  private static <T> void given(@Nullable T value, Consumer<T> setting) {
    if (value != null) {
      setting.accept(value);
    }
  }

  /** Only where Spring AI is; {@code steno.spring-ai=false} leaves its calls unrecorded. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.ai.chat.observation.ChatModelObservationContext")
  @ConditionalOnProperty(name = "steno.spring-ai", havingValue = "true", matchIfMissing = true)
  static class SpringAi {

    @Bean
    @ConditionalOnMissingBean
    ChatObservation stenoChatObservation(Steno steno) {
      return new ChatObservation(steno);
    }

    @Bean
    @ConditionalOnMissingBean
    ToolObservation stenoToolObservation(Steno steno) {
      return new ToolObservation(steno);
    }
  }
}
