// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the client brings into an application's project is what its README says. */
class DependencyTreeTest {
  private static final Pattern LISTED = Pattern.compile("[-|+\\\\ ] ?([a-z0-9.]+):([a-z0-9-]+)\\n");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
              + "(.*?)</dependency>",
          Pattern.DOTALL);
  private static final Pattern ELSEWHERE =
      Pattern.compile("<(dependencyManagement|build)>.*?</\\1>", Pattern.DOTALL);

  @Test
  void the_readme_lists_what_the_poms_bring_along() throws IOException {
    Set<String> listed = new TreeSet<>();
    String readme = Files.readString(Path.of("README.md"));
    String tree = readme.substring(readme.indexOf("## What it brings along"));
    Matcher line = LISTED.matcher(tree);
    while (line.find()) {
      listed.add(line.group(1) + ":" + line.group(2));
    }

    Set<String> brought = new TreeSet<>(Set.of("dev.steno:steno-client"));
    follow(Files.readString(Path.of("pom.xml")), brought);
    // The parent gives it to every module.
    brought.add("org.jspecify:jspecify");

    assertThat(listed).isEqualTo(brought);
  }

  private static void follow(String pom, Set<String> brought) throws IOException {
    Matcher dependency = DEPENDENCY.matcher(ELSEWHERE.matcher(pom).replaceAll(""));
    while (dependency.find()) {
      String rest = dependency.group(3);
      String artifact = dependency.group(1).strip() + ":" + dependency.group(2).strip();
      boolean needed = !rest.contains("<scope>test") && !rest.contains("<optional>true");
      if (needed && brought.add(artifact)) {
        follow(pom(dependency.group(1).strip(), dependency.group(2).strip()), brought);
      }
    }
  }

  /** The pom of an artifact: beside this module, or beside its jar in the local repository. */
  private static String pom(String group, String artifact) throws IOException {
    if (group.equals("dev.steno")) {
      Path folder = Path.of("..", artifact.substring("steno-".length()));
      return Files.readString(folder.resolve("pom.xml"));
    }
    Path jar = jars().filter(path -> isOf(artifact, path)).findFirst().orElseThrow();
    String name = jar.getFileName().toString().replaceAll("\\.jar$", ".pom");
    return Files.readString(jar.resolveSibling(name));
  }

  private static boolean isOf(String artifact, Path jar) {
    return jar.getFileName().toString().matches(Pattern.quote(artifact) + "-[0-9].*\\.jar");
  }

  private static Stream<Path> jars() {
    Set<String> entries =
        new HashSet<>(Set.of(System.getProperty("java.class.path").split(File.pathSeparator)));
    return entries.stream().map(Path::of);
  }
}
