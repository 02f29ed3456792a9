package io.auterity.testkit.contract;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what a connector takes: where it refuses an optional field, as unsupported and by that
 * field's name, the same is asked without it.
 */
final class Leaner {

  private Leaner() {}

  /** The answer to an input, or to what is left of it once the fields that are refused are gone. */
  static Object answer(Object input, UnaryOperator<Object> ask) {
    Object asked = input;
    while (true) {
      try {
        return ask.apply(asked);
      } catch (CallFailedException e) {
        asked = refused(e.failure()).flatMap(without(asked)).orElseThrow(() -> e);
      }
    }
  }

  private static Optional<String> refused(Failure failure) {
    return failure.code() == FailureCode.UNSUPPORTED && failure.fields().size() == 1
        ? failure.fields().keySet().stream().findFirst()
        : Optional.empty();
  }

  private static Function<String, Optional<Object>> without(Object input) {
    return field -> input instanceof Record record ? without(record, field) : Optional.empty();
  }

  /** The input without a field; empty when it has none of that name, or cannot be without it. */
  private static Optional<Object> without(Record input, String field) {
    RecordComponent[] components = input.getClass().getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    boolean left = false;
    try {
      for (int i = 0; i < components.length; i++) {
        components[i].getAccessor().setAccessible(true);
        Object value = components[i].getAccessor().invoke(input);
        boolean out = components[i].getName().equals(field);
        Object nothing = components[i].getType() == Change.class ? Change.keep() : null;
        left |= out && value != null && !value.equals(nothing);
        values[i] = out ? nothing : value;
      }
      Constructor<?> constructor =
          input
              .getClass()
              .getDeclaredConstructor(
                  Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
      constructor.setAccessible(true);
      return left ? Optional.of(constructor.newInstance(values)) : Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.empty(); // It cannot be without it.
    }
  }
}
