package io.auterity.connector;

import io.auterity.provider.plugin.PluginRefusedException;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Operation;
import io.auterity.spi.Overrides;
import io.auterity.spi.ProviderContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
              made.computeIfAbsent(name, each -> made(operation, each, classes));
          checkOverridden(kind, operation, name, overrides);
          byOperation.put(operation, overrides);
        });
    return new CodedOperations<>(byOperation);
  }

  @SuppressWarnings(
      "unchecked") // The class of what it opens is asked for its kind by who keeps it.
  private static <K> Overrides<K> made(String operation, String name, ClassLoader classes) {
    try {
      // Nothing of a class runs that does not even say that it is meant for this.
      Class<?> found = Class.forName(name, false, classes);
      if (!Overrides.class.isAssignableFrom(found)) {
        throw refused(
            operation,
            "%s does not implement %s".formatted(name, Overrides.class.getName()),
            "name one that does");
      }
      Overrides<?> overrides = found.asSubclass(Overrides.class).getConstructor().newInstance();
      return (Overrides<K>) overrides;
    } catch (PluginRefusedException e) {
      throw e;
    } catch (ClassNotFoundException e) {
      throw refused(operation, "no class " + name + " is in its jars", "correct the name");
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      throw refused(
          operation,
          "%s cannot be made: %s".formatted(name, e),
          "let it have a public constructor without arguments, which works");
    }
  }

  // What the class is opened as is asked of foreign code, which may fail in any way.
  private static void checkOverridden(
      Class<?> kind, String operation, String name, Overrides<?> overrides) {
    try {
      Class<?> type = type(overrides);
      if (type == null || !kind.isAssignableFrom(type)) {
        throw refused(
            operation, "%s opens no %s".formatted(name, kind.getSimpleName()), "name another");
      }
      if (!overrides(kind, operation, type)) {
        throw refused(
            operation, "%s does not override it".formatted(type.getName()), "override its method");
      }
    } catch (PluginRefusedException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw refused(
          operation,
          "%s does not tell what it opens: %s".formatted(name, e),
          "let type() answer with a class that is in its jars");
    }
  }

  private static @Nullable Class<?> type(Overrides<?> overrides) {
    return overrides.type();
  }

  private static boolean overrides(Class<?> kind, String operation, Class<?> type) {
    for (Method method : type.getMethods()) {
      Method ofKind = ofKind(kind, method);
      if (ofKind != null
          && operation.equals(name(ofKind))
          && !method.getDeclaringClass().equals(kind)) {
        return true;
      }
    }
    return false;
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

  /**
   * Opens its classes for a provider: all, or none.
   *
   * @throws CallFailedException {@code internal} when one opens nothing, or another thing than it
   *     says; whatever a class throws
   */
  Opened<K> open(ProviderContext context, K declared) {
    IdentityHashMap<Overrides<K>, K> instances = new IdentityHashMap<>();
    Map<String, K> opened = new HashMap<>();
    try {
      byOperation.forEach(
          (operation, overrides) -> {
            if (!instances.containsKey(overrides)) {
              instances.put(overrides, opened(operation, overrides, context, declared));
            }
            opened.put(operation, Objects.requireNonNull(instances.get(overrides)));
          });
      return new Opened<>(opened);
    } catch (RuntimeException | Error e) {
      closeAfter(e, new Opened<>(opened));
      throw e;
    }
  }

  private static <K> K opened(
      String operation, Overrides<K> overrides, ProviderContext context, K declared) {
    Class<? extends K> type = overrides.type();
    @Nullable K instance = overrides.open(context, declared);
    if (instance == null || !type.isInstance(instance)) {
      CallFailedException failure =
          new CallFailedException(
              FailureCode.INTERNAL,
              "java of %s: %s opened %s, and says that it opens %s; correct the one or the other"
                  .formatted(
                      operation,
                      overrides.getClass().getName(),
                      instance == null ? "nothing" : instance.getClass().getName(),
                      type.getName()));
      if (instance != null) {
        closeAfter(failure, new Opened<>(Map.of(operation, instance)));
      }
      throw failure;
    }
    return instance;
  }

  private static void closeAfter(Throwable failure, Opened<?> opened) {
    try {
      opened.close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * What carries operations out for one provider.
   *
   * @param instances by {@code resource.verb}
   */
  record Opened<K>(Map<String, K> instances) implements AutoCloseable {

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

    /** Closes each that can be closed, once, also after one that fails. */
    @Override
    public void close() {
      Set<K> each = Collections.newSetFromMap(new IdentityHashMap<>());
      each.addAll(instances.values());
      List<Exception> failures = new ArrayList<>();
      for (K instance : each) {
        if (instance instanceof AutoCloseable closeable) {
          closed(closeable).ifPresent(failures::add);
        }
      }
      if (!failures.isEmpty()) {
        RuntimeException first = unchecked(failures.removeFirst());
        failures.forEach(first::addSuppressed);
        throw first;
      }
    }

    // Foreign code at its end: whatever it throws must not keep the others open.
    private static Optional<Exception> closed(AutoCloseable closeable) {
      try {
        closeable.close();
        return Optional.empty();
      } catch (Exception e) {
        return Optional.of(e);
      }
    }
  }
}
