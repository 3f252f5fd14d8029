// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java that a README shows, compiled as its reader would compile it. Stateless. */
public final class ReadmeExample {
  private static final String BEGIN = "```java\n";

  private ReadmeExample() {}

  /**
   * The first block of Java in a README.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static String java(Path readme) throws IOException {
    String text = Files.readString(readme);
    int from = text.indexOf(BEGIN);
    if (from < 0) {
      throw new IllegalArgumentException(readme + ": no Java (expected: a block of it)");
    }
    return text.substring(from + BEGIN.length(), text.indexOf("```", from + BEGIN.length()));
  }

  /**
   * A class of a source file, compiled on the class path of who calls.
   *
   * @param name the class's name, in no package
   * @param folder where its class files are put
   * @throws AssertionError with what the compiler says, if it says anything
   */
  public static Class<?> compiled(String name, String source, Path folder) {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = List.of("-proc:none", "-parameters", "-d", folder.toString());
    boolean compiles =
        compiler.getTask(null, null, said, options, null, List.of(new Source(name, source))).call();
    if (!compiles || !said.getDiagnostics().isEmpty()) {
      throw new AssertionError("the example does not compile: " + said.getDiagnostics());
    }
    try {
      URL[] places = {folder.toUri().toURL()};
      ClassLoader parent = Thread.currentThread().getContextClassLoader();
      return Class.forName(name, true, URLClassLoader.newInstance(places, parent));
    } catch (MalformedURLException | ClassNotFoundException e) {
      throw new AssertionError("the example cannot be loaded from " + folder, e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
