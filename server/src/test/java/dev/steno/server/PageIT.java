// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.server.RunningServer.Answer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageIT {
  private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");

  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start(config -> config.basePath("/steno/"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/steno/p/default/traces", "/steno/p/x/t/0a", "/steno/login"})
  void every_route_of_the_page_is_its_document_with_a_nonce_of_its_own(String path) {
    Answer first = server.get(path);
    Answer second = server.get(path);

    String nonce = nonce(first);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("content-type")).startsWith("text/html");
    assertThat(first.header("cache-control")).isEqualTo("no-store");
    assertThat(first.header("content-security-policy"))
        .isEqualTo(
            "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-"
                + nonce
                + "'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none';"
                + " base-uri 'none'; frame-ancestors 'none';"
                + " require-trusted-types-for 'script'");
    assertThat(first.text())
        .contains("content=\"/steno\"", "src=\"/steno/assets/page-1a2b3c.js\"")
        .doesNotContain("__");
    assertThat(nonce(second)).isNotEqualTo(nonce);
  }

  @Test
  void hashed_files_are_kept_for_ever_and_others_are_asked_for_again() {
    Answer hashed = server.get("/steno/assets/page-1a2b3c.js", "accept-encoding", "gzip");
    Answer icon = server.get("/steno/icon.svg");
    Answer again = server.get("/steno/icon.svg", "if-none-match", icon.header("etag"));

    assertThat(hashed.header("cache-control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(hashed.header("content-type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(hashed.header("content-encoding")).isEqualTo("gzip");
    assertThat(icon.header("cache-control")).isEqualTo("no-cache");
    assertThat(icon.header("content-type")).isEqualTo("image/svg+xml");
    assertThat(icon.header("content-security-policy")).contains("sandbox");
    assertThat(again.status()).isEqualTo(304);
  }

  @Test
  void the_root_leads_to_the_list_and_nothing_lies_beside_the_base_path() {
    assertThat(server.get("/steno/").header("location")).isEqualTo("/steno/p/default/traces");
    assertThat(server.get("/steno").status()).isEqualTo(307);
    assertThat(server.get("/").status()).isEqualTo(404);
    assertThat(server.get("/p/default/traces").status()).isEqualTo(404);
    assertThat(server.get("/stenographer/login").status()).isEqualTo(404);
    assertThat(server.get("/steno/nothing.js").status()).isEqualTo(404);
    assertThat(server.get("/steno/assets/%2e%2e/index.html").status()).isNotEqualTo(500);
    assertThat(server.method("POST", "/steno/login").status()).isEqualTo(405);
    assertThat(server.method("HEAD", "/steno/login").bytes()).isEmpty();
  }

  @Test
  void the_api_and_otlp_lie_below_the_base_path_too() {
    assertThat(server.get("/steno/api/v1/traces").status()).isEqualTo(200);
    assertThat(server.get("/api/v1/projects").status()).isEqualTo(404);
    assertThat(server.postJson("/steno/v1/traces", "{}").status()).isEqualTo(200);
    assertThat(server.postJson("/v1/traces", "{}").status()).isEqualTo(200);
    assertThat(server.get("/steno/healthz").status()).isEqualTo(200);
    assertThat(server.get("/healthz").status()).isEqualTo(200);
  }

  @Test
  void the_page_needs_no_key_for_it_holds_nothing() {
    server.postJson("/steno/api/v1/keys", "{\"scope\":\"read\"}");

    assertThat(server.get("/steno/login").status()).isEqualTo(200);
    assertThat(server.get("/steno/icon.svg").status()).isEqualTo(200);
    assertThat(server.get("/steno/api/v1/traces").status()).isEqualTo(401);
  }

  private static String nonce(Answer answer) {
    Matcher nonce = NONCE.matcher(answer.text());
    assertThat(nonce.find()).isTrue();
    return nonce.group(1);
  }
}
