// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.client.Steno;
import dev.steno.spring.boot.starter.sample.SampleApplication;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelReply;
import dev.steno.testing.ReadmeExample;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What the README shows is so. */
class ReadmeIT {
  private static final Path README = Path.of("README.md");
  private static final String IMPORTS =
      """
      import dev.steno.client.Steno;
      import org.springframework.ai.chat.model.ChatModel;
      import org.springframework.stereotype.Service;
      """;

  @Test
  void the_example_is_a_bean_that_answers_and_is_recorded(@TempDir Path folder) throws Exception {
    Class<?> shown =
        ReadmeExample.compiled("Support", IMPORTS + ReadmeExample.java(README), folder);
    Method answer = shown.getDeclaredMethod("answer", String.class);
    answer.setAccessible(true);

    try (MockModel model = MockModel.start(ModelReply.text("In Kassel."));
        ConfigurableApplicationContext application =
            new SpringApplicationBuilder(SampleApplication.class, shown)
                .properties(
                    "spring.main.banner-mode=off",
                    "spring.main.web-application-type=none",
                    "spring.application.name=support",
                    "steno.endpoint=http://localhost:1",
                    "steno.spool=off",
                    "sample.model=" + model.baseUrl())
                .run()) {
      Object said = answer.invoke(application.getBean(shown), "Where is order 1042?");

      assertThat(said).isEqualTo("In Kassel.");
      assertThat(application.getBean(Steno.class).recent().spans())
          .extracting(SpanData::getName)
          .hasSize(2)
          .contains("message");
    }
  }

  @Test
  void the_properties_are_told() throws IOException {
    String readme = Files.readString(README);

    for (RecordComponent property : StenoProperties.class.getRecordComponents()) {
      String name = property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      assertThat(readme).contains("`steno." + name + "`");
    }
  }
}
