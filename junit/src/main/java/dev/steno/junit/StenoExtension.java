// SPDX-License-Identifier: Apache-2.0
package dev.steno.junit;

import dev.steno.client.Steno;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;

/** What {@link RecordSteno} does. Thread-safe. */
final class StenoExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  @Override
  public void beforeEach(ExtensionContext context) {
    Recording.of(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return context.getTestMethod().isPresent()
        && (type == Steno.class || type == RecordedSpans.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Recording recording = Recording.of(context);
    return parameter.getParameter().getType() == Steno.class
        ? recording.steno()
        : new RecordedSpans(recording);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Map<String, String> open = Recording.of(context).open();
    if (!open.isEmpty() && failsOnOpenSpans(context) && context.getExecutionException().isEmpty()) {
      List<String> named = new ArrayList<>();
      open.forEach((id, name) -> named.add("'" + name + "' (" + id + ")"));
      throw new AssertionFailedError(
          "spans left open: "
              + String.join(", ", named)
              + " (expected: each ended by end, fail, call or close)");
    }
  }

  private static boolean failsOnOpenSpans(ExtensionContext context) {
    return context
        .getElement()
        .flatMap(method -> AnnotationSupport.findAnnotation(method, RecordSteno.class))
        .or(
            () ->
                context
                    .getTestClass()
                    .flatMap(type -> AnnotationSupport.findAnnotation(type, RecordSteno.class)))
        .map(RecordSteno::failOnOpenSpans)
        .orElse(true);
  }
}
