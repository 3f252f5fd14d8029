// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter.sample;

import dev.steno.client.Steno;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A sample application: a support desk that answers with a model and a tool. */
@SpringBootApplication
public class SampleApplication {

  /** The desk. */
  @Bean
  public SupportDesk desk(Steno steno, ChatModel model, ToolCallingManager tools) {
    return new SupportDesk(steno, model, tools);
  }
}
