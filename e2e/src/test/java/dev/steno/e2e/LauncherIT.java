// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./steno} says and starts, in a checkout of its own with tools that only pretend. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "steno.cmd is what Windows has")
final class LauncherIT {

  private static final List<String> NEEDED =
      List.of("sh", "dirname", "readlink", "sed", "head", "find", "mkdir", "rm", "cat", "grep");

  @TempDir Path folder;
  private Path checkout;
  private Path tools;
  private Path jdk;

  @BeforeEach
  void lay_out_a_checkout() throws Exception {
    checkout = Files.createDirectories(folder.resolve("check out"));
    Files.copy(Path.of("../steno"), checkout.resolve("steno"));
    for (String module :
        ("model pricing codec redaction client otlp testing storage storage-tck storage-sql"
                + " storage-duckdb benchmarks server ui cli")
            .split(" ")) {
      Files.createDirectories(checkout.resolve(module));
    }
    Path pom = Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.setLastModifiedTime(pom, FileTime.from(Instant.EPOCH));
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : NEEDED) {
      Files.createSymbolicLink(tools.resolve(tool), where(tool));
    }
    jdk = folder.resolve("jdk");
  }

  @Test
  void without_java_it_says_what_to_install() throws Exception {
    Outcome outcome = run("version");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.text())
        .startsWith("steno: no Java was found: install JDK 17")
        .hasLineCount(1);
  }

  @Test
  void with_an_old_java_it_names_the_version() throws Exception {
    installJava("11.0.2");

    Outcome outcome = run("version");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.text()).contains("is Java 11: install JDK 17").hasLineCount(1);
  }

  @Test
  void with_java_8_it_names_the_version() throws Exception {
    installJava("1.8.0_402");

    Outcome outcome = run("version");

    assertThat(outcome.text()).contains("is Java 8: install JDK 17").hasLineCount(1);
  }

  @Test
  void without_node_it_says_what_to_install_before_it_builds() throws Exception {
    installJava("17.0.15");

    Outcome outcome = run("version");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.text())
        .startsWith("steno: no Node was found: install Node 20")
        .hasLineCount(1);
  }

  @Test
  void with_an_old_node_it_names_the_version() throws Exception {
    installJava("17.0.15");
    script(tools.resolve("node"), "echo v18.20.4");
    script(tools.resolve("npm"), "exit 0");

    Outcome outcome = run("version");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.text()).startsWith("steno: Node 18.20.4 is too old").hasLineCount(1);
  }

  @Test
  void a_program_newer_than_its_sources_needs_no_node() throws Exception {
    installJava("21.0.1");
    installProgram();

    Outcome outcome = run("list", "two words");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.text()).contains("steno.jar|list|two words|");
  }

  @Test
  void a_server_leaves_an_archive_of_its_classes_and_starts_from_it_next_time() throws Exception {
    installJava("17.0.15");
    Path program = installProgram();
    Path archive = program.resolveSibling("steno.jsa");

    Outcome first = run("serve");
    Files.write(archive, new byte[9_000_000]);
    Files.setLastModifiedTime(
        archive, FileTime.from(Files.getLastModifiedTime(program).toInstant().plusSeconds(1)));
    Outcome second = run("serve");

    assertThat(first.text()).contains("-XX:ArchiveClassesAtExit=" + archive + "|");
    assertThat(second.text()).contains("-XX:SharedArchiveFile=" + archive + "|");
  }

  @Test
  void sources_newer_than_the_program_are_built() throws Exception {
    installJava("17.0.15");
    Path program = installProgram();
    Files.setLastModifiedTime(program, FileTime.from(Instant.EPOCH.plusSeconds(60)));
    Files.createDirectories(checkout.resolve("model/src/main"));
    Files.writeString(checkout.resolve("model/src/main/Changed.java"), "");

    Outcome outcome = run("version");

    assertThat(outcome.text()).startsWith("steno: no Node was found");
  }

  @Test
  void the_program_takes_the_place_of_the_script_so_that_signals_reach_it() throws Exception {
    installJava("17.0.15");
    installProgram();

    Outcome outcome = run("serve");

    assertThat(outcome.text()).contains("pid " + outcome.pid() + " ");
  }

  private void installJava(String version) throws IOException {
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(jdk.resolve("bin/java"), "echo \"pid $$ \"; printf '%s|' \"$@\"");
    script(jdk.resolve("bin/javac"), "exit 0");
  }

  private Path installProgram() throws IOException {
    Path target = Files.createDirectories(checkout.resolve("cli/target"));
    return Files.writeString(target.resolve("steno.jar"), "");
  }

  private Outcome run(String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(checkout.resolve("steno").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    if (Files.exists(jdk)) {
      builder.environment().put("JAVA_HOME", jdk.toString());
    }
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), text, process.pid());
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path where(String tool) {
    return List.of(Path.of("/bin", tool), Path.of("/usr/bin", tool)).stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(tool + ": not in /bin or /usr/bin"));
  }

  private record Outcome(int status, String text, long pid) {}
}
