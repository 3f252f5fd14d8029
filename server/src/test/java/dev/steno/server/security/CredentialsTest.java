// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CredentialsTest {

  @ParameterizedTest
  @CsvSource({
    "Bearer k, k",
    "bearer   k, k",
    "Bearer%20k, k",
    "k, k",
    "Api-Token k, k",
    "Basic dXNlcjpr, k",
    "Basic azo=, k",
  })
  void a_key_is_found_in_the_authorization_header(String header, String key) {
    assertThat(Credentials.of(headers("authorization", header))).contains(key);
  }

  @Test
  void what_is_no_key_is_none() {
    assertThat(Credentials.of(headers("authorization", "Basic %%%"))).isEmpty();
    assertThat(Credentials.of(headers("x-api-key", "x".repeat(257)))).isEmpty();
    assertThat(Credentials.of(headers("accept", "k"))).isEmpty();
  }

  private static RequestHeaders headers(String name, String value) {
    return RequestHeaders.of(HttpMethod.GET, "/", name, value);
  }
}
