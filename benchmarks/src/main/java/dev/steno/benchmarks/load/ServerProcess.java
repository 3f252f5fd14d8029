// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import dev.steno.benchmarks.Launcher;
import dev.steno.benchmarks.ProcessFigures;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server as a person starts it, in a process of its own. Thread-safe. */
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final URI address;

  private ServerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts {@code steno serve} and waits until it is ready.
   *
   * @param options for its Java machine
   * @throws IOException if it does not get ready; what it said is in the message
   */
  public static ServerProcess start(Launcher launcher, List<String> options, Path data)
      throws IOException {
    List<String> arguments =
        List.of("serve", "--json", "--port", "0", "--grpc-port", "0", "--data", data.toString());
    Path errors = Files.createTempFile("steno-bench-", ".log");
    ProcessBuilder builder = new ProcessBuilder(launcher.steno(options, arguments));
    builder.environment().keySet().removeIf(name -> name.startsWith("STENO_"));
    Process process = builder.redirectError(errors.toFile()).start();
    try {
      BufferedReader out = process.inputReader();
      String address = address(out.readLine());
      if (address == null) {
        process.destroyForcibly();
        throw new IOException("The server did not start: " + Files.readString(errors).strip());
      }
      drain(process);
      return new ServerProcess(process, URI.create(address));
    } finally {
      // Whoever has it open keeps it until the end.
      Files.deleteIfExists(errors);
    }
  }

  /** Where it listens. */
  public URI address() {
    return address;
  }

  /** What it has taken so far. */
  public ProcessFigures figures() {
    return ProcessFigures.of(process.toHandle());
  }

  /** Ends it as Ctrl-C does. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable String address(@Nullable String line) {
    try {
      return line != null && Json.parse(line) instanceof JsonObject said
          ? said.text("address")
          : null;
    } catch (CodecException notJson) {
      return null;
    }
  }

  private static void drain(Process process) {
    Thread drain =
        new Thread(
            () -> {
              try {
                process.getInputStream().transferTo(OutputStream.nullOutputStream());
              } catch (IOException ended) {
                // The server has gone, and its output with it.
              }
            },
            "bench-drain");
    drain.setDaemon(true);
    drain.start();
  }
}
