// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter.sample;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;
import org.springframework.util.MethodInvoker;

/** The beans that Spring AI's own starter for OpenAI makes, the same in its versions 1 and 2. */
@Configuration
public class OpenAiConfiguration {
  private static final String API = "org.springframework.ai.openai.api.OpenAiApi";

  /** Runs tools, observed. */
  @Bean
  public ToolCallingManager tools(ObservationRegistry observations) {
    return ToolCallingManager.builder().observationRegistry(observations).build();
  }

  /** The model of a server at {@code sample.model}, an address that ends with /v1. */
  @Bean
  public ChatModel model(
      @Value("${sample.model}") String url,
      ObservationRegistry observations,
      ToolCallingManager tools)
      throws ReflectiveOperationException {
    OpenAiChatModel.Builder builder =
        OpenAiChatModel.builder().toolCallingManager(tools).observationRegistry(observations);
    if (ClassUtils.isPresent(API, null)) {
      Object api = call(ClassUtils.forName(API, null), "builder");
      api = call(call(api, "baseUrl", url.replace("/v1", "")), "apiKey", "none");
      call(builder, "openAiApi", call(api, "build"));
    } else {
      Object options = call(OpenAiChatOptions.class, "builder");
      options = call(call(options, "baseUrl", url), "apiKey", "none");
      call(builder, "options", call(options, "build"));
    }
    return builder.build();
  }

  /** Calls what only one of the versions has. */
  private static Object call(Object on, String method, Object... arguments)
      throws ReflectiveOperationException {
    MethodInvoker call = new MethodInvoker();
    if (on instanceof Class<?> type) {
      call.setTargetClass(type);
    } else {
      call.setTargetObject(on);
    }
    call.setTargetMethod(method);
    call.setArguments(arguments);
    call.prepare();
    return call.invoke();
  }
}
