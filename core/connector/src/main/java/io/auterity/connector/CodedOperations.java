package io.auterity.connector;

import io.auterity.platform.plugin.PluginRefusedException;
import io.auterity.spi.Operation;
import io.auterity.spi.Overrides;
import io.auterity.spi.ProviderContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one connector for which its file names classes.
 *
 * @param <K> interface of the connector's kind
 */
final class CodedOperations<K> {

  private final Map<String, Overrides<K>> byOperation;

  private CodedOperations(Map<String, Overrides<K>> byOperation) {
    this.byOperation = byOperation;
  }

  static <K> CodedOperations<K> none() {
    return new CodedOperations<>(Map.of());
  }

  /**
   * Loads the classes that a file names.
   *
   * @param named class by {@code resource.verb}
   * @throws PluginRefusedException naming the operation, and what its class lacks
   */
  static <K> CodedOperations<K> of(Class<K> kind, Map<String, String> named, ClassLoader classes) {
    Map<String, Overrides<K>> made = new HashMap<>();
    Map<String, Overrides<K>> byOperation = new LinkedHashMap<>();
    named.forEach(
        (operation, name) -> {
          Overrides<K> overrides =
              made.computeIfAbsent(name, each -> made(operation, each, kind, classes));
          checkOverridden(kind, operation, overrides.type());
          byOperation.put(operation, overrides);
        });
    return new CodedOperations<>(byOperation);
  }

  @SuppressWarnings("unchecked") // The class of what it opens is asked for its kind.
  private static <K> Overrides<K> made(
      String operation, String name, Class<K> kind, ClassLoader classes) {
    try {
      Overrides<?> overrides =
          Class.forName(name, true, classes)
              .asSubclass(Overrides.class)
              .getConstructor()
              .newInstance();
      if (!kind.isAssignableFrom(overrides.type())) {
        throw refused(
            operation, "%s opens no %s".formatted(name, kind.getSimpleName()), "name another");
      }
      return (Overrides<K>) overrides;
    } catch (ClassNotFoundException e) {
      throw refused(operation, "no class " + name + " is in its jars", "correct the name");
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw refused(
          operation,
          "%s cannot be made: %s".formatted(name, e),
          "implement %s, with a public constructor without arguments"
              .formatted(Overrides.class.getName()));
    }
  }

  private static void checkOverridden(Class<?> kind, String operation, Class<?> type) {
    for (Method method : type.getMethods()) {
      Method ofKind = ofKind(kind, method);
      if (ofKind != null
          && operation.equals(name(ofKind))
          && !method.getDeclaringClass().equals(kind)) {
        return;
      }
    }
    throw refused(
        operation, "%s does not override it".formatted(type.getName()), "override its method");
  }

  private static @Nullable Method ofKind(Class<?> kind, Method method) {
    try {
      return kind.getMethod(method.getName(), method.getParameterTypes());
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static @Nullable String name(Method ofKind) {
    Operation operation = ofKind.getAnnotation(Operation.class);
    return operation == null ? null : operation.resource() + "." + operation.verb();
  }

  private static PluginRefusedException refused(String operation, String rule, String fix) {
    return new PluginRefusedException("java of %s: %s; %s".formatted(operation, rule, fix));
  }

  boolean isEmpty() {
    return byOperation.isEmpty();
  }

  /** Opens its classes for a provider. */
  Opened<K> open(ProviderContext context, K declared) {
    Map<Overrides<K>, K> instances = new HashMap<>();
    Map<String, K> opened = new HashMap<>();
    byOperation.forEach(
        (operation, overrides) ->
            opened.put(
                operation,
                instances.computeIfAbsent(overrides, each -> each.open(context, declared))));
    return new Opened<>(opened);
  }

  /**
   * What carries operations out for one provider.
   *
   * @param instances by {@code resource.verb}
   */
  record Opened<K>(Map<String, K> instances) {

    boolean has(String operation) {
      return instances.containsKey(operation);
    }

    /** Calls the method of the kind that the operation is. */
    @Nullable Object call(String operation, Method method, Object[] arguments) {
      try {
        return method.invoke(instances.get(operation), arguments);
      } catch (InvocationTargetException e) {
        throw unchecked(e.getCause());
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
      if (cause instanceof Error error) {
        throw error;
      }
      return cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(cause);
    }
  }
}
