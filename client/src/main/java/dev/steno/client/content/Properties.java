// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.content;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The properties of records and beans, by what others may call. Stateless and thread-safe. */
final class Properties {

  /** What each class has is found out once; the cache goes with the class. */
  private static final ClassValue<Map<String, Method>> READERS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          return readers(type);
        }
      };

  private Properties() {}

  /** True if the class is one of Java's own, whose text is its form. */
  static boolean isOfJava(Object value) {
    return isOfJava(value.getClass());
  }

  /** The properties by name; null if there are none to be read. What throws is named instead. */
  static @Nullable Map<String, @Nullable Object> of(Object value) {
    Map<String, Method> readers = READERS.get(value.getClass());
    if (readers.isEmpty() && !value.getClass().isRecord()) {
      return null;
    }
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    readers.forEach((name, reader) -> properties.put(name, read(value, reader)));
    return properties;
  }

  private static @Nullable Object read(Object value, Method reader) {
    try {
      return reader.invoke(value);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return "(" + reader.getName() + ": " + cause.getClass().getSimpleName() + ")";
    } catch (IllegalAccessException e) {
      return "(" + reader.getName() + ": not open)";
    }
  }

  private static Map<String, Method> readers(Class<?> type) {
    if (type.isRecord()) {
      Map<String, Method> readers = new LinkedHashMap<>();
      for (RecordComponent component : type.getRecordComponents()) {
        add(readers, component.getName(), component.getAccessor());
      }
      return readers;
    }
    // By name, since reflection has no order.
    Map<String, Method> readers = new TreeMap<>();
    if (!isOfJava(type) && !Throwable.class.isAssignableFrom(type)) {
      for (Method method : candidates(type)) {
        String name = property(method);
        if (name != null) {
          add(readers, name, method);
        }
      }
    }
    return readers;
  }

  private static List<Method> candidates(Class<?> type) {
    List<Method> found = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())
          && method.getParameterCount() == 0
          && !isOfJava(method.getDeclaringClass())) {
        found.add(method);
      }
    }
    return found;
  }

  private static void add(Map<String, Method> readers, String name, Method method) {
    // Public methods of a class that is not public: open only if its module lets it be.
    if (method.trySetAccessible()) {
      readers.put(name, method);
    }
  }

  private static @Nullable String property(Method method) {
    String name = method.getName();
    boolean isGetter = name.length() > 3 && name.startsWith("get");
    boolean isQuestion =
        name.length() > 2 && name.startsWith("is") && method.getReturnType() == boolean.class;
    if (method.getReturnType() == void.class || !(isGetter || isQuestion)) {
      return null;
    }
    String property = name.substring(isGetter ? 3 : 2);
    return Character.isUpperCase(property.charAt(0))
        ? property.substring(0, 1).toLowerCase(Locale.ROOT) + property.substring(1)
        : null;
  }

  private static boolean isOfJava(Class<?> type) {
    String name = type.getName();
    return name.startsWith("java.")
        || name.startsWith("javax.")
        || name.startsWith("jdk.")
        || name.startsWith("sun.");
  }
}
