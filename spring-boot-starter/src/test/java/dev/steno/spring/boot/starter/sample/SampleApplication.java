// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter.sample;

import dev.steno.client.Steno;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A sample application: a support desk that answers with a model and a tool. */
@SpringBootApplication
public class SampleApplication {

  /** The desk. */
  @Bean
  public SupportDesk desk(Steno steno, ObservationRegistry observations) {
    return new SupportDesk(steno, new EchoModel(observations), observations);
  }
}
