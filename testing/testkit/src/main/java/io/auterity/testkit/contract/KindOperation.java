package io.auterity.testkit.contract;

import io.auterity.spi.Call;
import io.auterity.spi.Operation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** One operation of a kind, found by its annotation. */
record KindOperation(String name, Method method) {

  static List<KindOperation> of(Class<?> kind) {
    return Arrays.stream(kind.getMethods())
        .filter(method -> method.isAnnotationPresent(Operation.class))
        .map(method -> new KindOperation(nameOf(method.getAnnotation(Operation.class)), method))
        .sorted(Comparator.comparing(KindOperation::name))
        .toList();
  }

  private static String nameOf(Operation operation) {
    return operation.resource() + "." + operation.verb();
  }

  Object invoke(Object instance, Object input, Call call) {
    try {
      return method.invoke(instance, input, call);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(name + " threw what is no failure", e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(name + " cannot be called", e);
    }
  }
}
