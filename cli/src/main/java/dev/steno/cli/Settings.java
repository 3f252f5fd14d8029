// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What an option is when it was not given: an environment variable, else a key of {@code
 * ~/.steno/config.yaml}, else its default. Immutable.
 */
final class Settings implements IDefaultValueProvider {
  private final Map<String, String> environment;
  private final ConfigFile file;
  private final Path home;

  private Settings(Map<String, String> environment, ConfigFile file, Path home) {
    this.environment = environment;
    this.file = file;
    this.home = home;
  }

  static Settings load(Map<String, String> environment, Path home) {
    ConfigFile file = ConfigFile.read(home.resolve(".steno").resolve("config.yaml"));
    return new Settings(environment, file, home);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    if (!(arg instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    String key = key(option);
    String value = environment.get(variable(key));
    if (value == null || value.isEmpty()) {
      value = file.get(key);
    }
    if (value != null && arg.type() == Path.class && value.startsWith("~/")) {
      return home.resolve(value.substring(2)).toString();
    }
    return value;
  }

  /** Two servers beside each other need a port each. */
  static String key(OptionSpec option) {
    String name = option.longestName().replaceFirst("^--", "");
    boolean ofModel = option.command() != null && option.command().name().equals("mock-model");
    return ofModel && name.equals("port") ? "mock-model-port" : name;
  }

  /** The client calls the server's address its endpoint, and one name must do for both. */
  static String variable(String key) {
    return key.equals("server")
        ? "STENO_ENDPOINT"
        : "STENO_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
