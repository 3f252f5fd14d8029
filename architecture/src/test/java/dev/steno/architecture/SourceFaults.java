// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import java.util.ArrayList;
import java.util.List;

/** Files that each break one rule, and one that keeps them all. */
final class SourceFaults {

  private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0\n";
  private static final String MAIN = "server/src/main/java/dev/steno/server/";
  private static final String TEST = "server/src/test/java/dev/steno/server/";

  static final List<SourceFile> CLEAN =
      List.of(
          SourceFile.java(
              MAIN + "package-info.java",
              LICENCE + "\n/** Doors. */\n@NullMarked\npackage dev.steno.server;\n"),
          main("Door", "/** A door. Thread-safe. */ public final class Door { void open() {} }"));

  private SourceFaults() {}

  static List<SourceFile> breaking(SourceRule rule) {
    return switch (rule) {
      case LICENCE -> List.of(SourceFile.java(MAIN + "Door.java", "package dev.steno.server;"));
      case FILE_LENGTH -> List.of(main("Door", "final class Door {" + "\n".repeat(400) + "}"));
      case METHOD_LENGTH ->
          List.of(main("Door", "final class Door { void open() {" + "\n".repeat(41) + "} }"));
      case PACKAGE_NAMES -> List.of(inUtilities());
      case TYPE_NAMES -> List.of(main("DoorManager", "final class DoorManager {}"));
      case PACKAGE_SIZE -> types("/** A door. */ public enum", 26);
      case PACKAGE_PRIVATE -> types("/** A door. */ public enum", 3);
      case NULL_MARKED -> List.of(main("Door", "final class Door {}"));
      case FINAL_CLASSES -> List.of(main("Door", "class Door {}"));
      case JAVADOC -> List.of(main("Door", "public final class Door {}"));
      case THREADS -> List.of(main("Door", "/** A door. */ public final class Door {}"));
      case NO_SLEEP -> List.of(test("DoorTest", "void waits() { Thread.sleep(1); }"));
      case TEST_NAMES -> List.of(test("DoorChecks", "@Test void opens() {}"));
      case NOTHING_LEFT_OPEN -> List.of(main("Door", "// TO" + "DO: open\nfinal class Door {}"));
      case NO_UNEXPLAINED_SKIP -> List.of(test("DoorTest", "@Dis" + "abled @Test void opens() {}"));
      case NO_CONVENIENCE_LIBRARIES ->
          List.of(main("Door", "imp" + "ort com.google.common.base.Strings;\nfinal class Door {}"));
    };
  }

  private static SourceFile main(String name, String text) {
    return SourceFile.java(
        MAIN + name + ".java", LICENCE + "package dev.steno.server;\n" + text + "\n");
  }

  private static SourceFile test(String name, String method) {
    return SourceFile.java(
        TEST + name + ".java",
        LICENCE + "package dev.steno.server;\nfinal class " + name + " { " + method + " }\n");
  }

  private static SourceFile inUtilities() {
    return SourceFile.java(
        MAIN + "util/Door.java", LICENCE + "package dev.steno.server.util;\nfinal class Door {}\n");
  }

  private static List<SourceFile> types(String declaration, int count) {
    List<SourceFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(main("Door" + i, declaration + " Door" + i + " {}"));
    }
    return files;
  }
}
