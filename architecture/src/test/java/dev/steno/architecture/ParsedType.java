// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A top-level type as the compiler parses it. Immutable.
 *
 * @param kind as the compiler names it: CLASS, RECORD, ENUM, INTERFACE, ANNOTATION_TYPE
 * @param doc its Javadoc, "" if it has none
 * @param methods name and length in lines of every method inside, nested types included
 * @param hasTests whether any method inside is annotated as a test
 * @param calls the methods that are called by a qualified name, as {@code Thread.sleep}
 */
record ParsedType(
    SourceFile file,
    String packageName,
    String name,
    Tree.Kind kind,
    Set<Modifier> modifiers,
    Set<String> annotations,
    String doc,
    Map<String, Integer> methods,
    Set<String> calls,
    boolean hasTests) {

  boolean isPublic() {
    return modifiers.contains(Modifier.PUBLIC);
  }

  boolean isFinalClass() {
    return kind != Tree.Kind.CLASS
        || modifiers.contains(Modifier.FINAL)
        || modifiers.contains(Modifier.ABSTRACT)
        || modifiers.contains(Modifier.SEALED);
  }

  static List<ParsedType> of(List<SourceFile> files) {
    List<InMemory> units = files.stream().filter(SourceFile::isJava).map(InMemory::new).toList();
    Map<URI, SourceFile> byUri =
        units.stream().collect(Collectors.toMap(InMemory::toUri, unit -> unit.file));
    var compiler = ToolProvider.getSystemJavaCompiler();
    var task =
        (JavacTask) compiler.getTask(null, null, message -> {}, List.of("-proc:none"), null, units);
    List<ParsedType> types = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        for (Tree declaration : unit.getTypeDecls()) {
          if (declaration instanceof ClassTree type) {
            types.add(
                parsed(byUri.get(unit.getSourceFile().toUri()), unit, type, Trees.instance(task)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return types;
  }

  private static ParsedType parsed(
      SourceFile file, CompilationUnitTree unit, ClassTree type, Trees trees) {
    TreePath path = TreePath.getPath(unit, type);
    String doc = trees.getDocComment(path);
    Inside inside = new Inside(unit, trees.getSourcePositions());
    inside.scan(path, null);
    return new ParsedType(
        file,
        String.valueOf(unit.getPackageName()),
        type.getSimpleName().toString(),
        type.getKind(),
        type.getModifiers().getFlags(),
        type.getModifiers().getAnnotations().stream()
            .map(annotation -> annotation.getAnnotationType().toString())
            .collect(Collectors.toSet()),
        doc == null ? "" : doc,
        inside.methods,
        inside.calls,
        inside.hasTests);
  }

  private static final class Inside extends TreePathScanner<Void, Void> {
    private final Map<String, Integer> methods = new TreeMap<>();
    private final Set<String> calls = new TreeSet<>();
    private boolean hasTests;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    Inside(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      hasTests |=
          method.getModifiers().getAnnotations().stream()
              .anyMatch(annotation -> annotation.getAnnotationType().toString().endsWith("Test"));
      BlockTree body = method.getBody();
      if (body != null) {
        long first = line(positions.getStartPosition(unit, method));
        long last = line(positions.getEndPosition(unit, method));
        methods.merge(method.getName().toString(), (int) (last - first + 1), Math::max);
      }
      return super.visitMethod(method, none);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
      if (call.getMethodSelect() instanceof MemberSelectTree select) {
        calls.add(select.toString().replaceAll("\\s", ""));
      }
      return super.visitMethodInvocation(call, none);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }

  private static final class InMemory extends SimpleJavaFileObject {
    private final SourceFile file;

    InMemory(SourceFile file) {
      super(URI.create("string:///" + file.path()), JavaFileObject.Kind.SOURCE);
      this.file = file;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return file.text();
    }
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + packageName + "." + name;
  }
}
