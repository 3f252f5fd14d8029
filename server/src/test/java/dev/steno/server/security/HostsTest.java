// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.server.http.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostsTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost",
    "LocalHost:4318, localhost",
    "localhost.:4318, localhost",
    "[::1]:4318, ::1",
    "::1, ::1",
    "steno.example.:80, steno.example",
  })
  void a_name_is_read_without_port_brackets_and_dot(String authority, String name) {
    assertThat(Hosts.name(authority)).isEqualTo(name);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "10.0.0.7",
        "[::2]",
        "localhost@evil.example",
        "xlocalhost"
      })
  void a_server_on_loopback_answers_to_no_other(String authority) {
    Hosts hosts = new Hosts("127.0.0.1", List.of());

    assertThatThrownBy(() -> hosts.check(authority))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--allowed-hosts");
  }

  @Test
  void names_that_were_allowed_are_answered_to() {
    Hosts hosts = new Hosts("10.0.0.7", List.of("Steno.Example"));

    assertThatCode(
            () -> {
              hosts.check("steno.example:4318");
              hosts.check("10.0.0.7:4318");
              hosts.check("localhost");
            })
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> hosts.check("10.0.0.8")).isInstanceOf(Refusal.class);
  }

  @Test
  void a_server_on_every_address_answers_to_any_address_but_to_no_name() {
    Hosts hosts = new Hosts("0.0.0.0", List.of());

    assertThatCode(() -> hosts.check("192.0.2.7:4318")).doesNotThrowAnyException();
    assertThatCode(() -> hosts.check("[2001:db8::1]")).doesNotThrowAnyException();
    assertThatThrownBy(() -> hosts.check("evil.example")).isInstanceOf(Refusal.class);
  }
}
