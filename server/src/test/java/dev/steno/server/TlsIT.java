// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsIT {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  @Test
  void tls_is_spoken_and_the_cookie_is_sent_over_it_only() throws Exception {
    KeyStore store = selfSigned();
    Path cert = pem("cert.pem", "CERTIFICATE", store.getCertificate("steno").getEncoded());
    Path key = pem("key.pem", "PRIVATE KEY", store.getKey("steno", PASSWORD).getEncoded());
    try (RunningServer server =
        RunningServer.start(config -> config.tlsCert(cert).tlsKey(key).localToken("token"))) {
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(store)).build();
      URI session = URI.create("https://localhost:" + server.port() + "/api/v1/session");

      HttpResponse<String> login =
          client.send(
              HttpRequest.newBuilder(session)
                  .header("content-type", "application/json")
                  .header("origin", "https://localhost:" + server.port())
                  .POST(BodyPublishers.ofString("{\"key\":\"token\"}"))
                  .build(),
              BodyHandlers.ofString());

      assertThat(server.server().address().getScheme()).isEqualTo("https");
      assertThat(login.statusCode()).isEqualTo(204);
      assertThat(login.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(login.headers().firstValue("set-cookie").orElse("")).contains("Secure");
    }
  }

  @Test
  void a_certificate_that_cannot_be_read_is_named() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.pem"), "nothing");

    assertThatThrownBy(() -> RunningServer.start(config -> config.tlsCert(broken).tlsKey(broken)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("broken.pem")
        .hasMessageContaining("PEM");
    assertThatThrownBy(() -> RunningServer.start(config -> config.tlsCert(broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tls-key");
  }

  /** The JDK has no other way to make a certificate than its own tool. */
  private KeyStore selfSigned() throws Exception {
    Path file = folder.resolve("store.p12");
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made =
        new ProcessBuilder(
                tool.toString(),
                "-genkeypair",
                "-alias",
                "steno",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(made.waitFor()).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  private Path pem(String name, String kind, byte[] content) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
  }

  private static SSLContext trusting(KeyStore store) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("steno", store.getCertificate("steno"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
