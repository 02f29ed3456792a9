package io.auterity.provider.call;

import io.auterity.platform.catalogue.SecretPlaces;
import io.auterity.spi.VaultSecret;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that inputs of one class name: each is read only once the call is at its provider,
 * and its value stands in nothing but what the connector is given.
 */
final class InputSecrets {

  private static final ClassValue<InputSecrets> KNOWN =
      new ClassValue<>() {
        @Override
        protected InputSecrets computeValue(Class<?> type) {
          return new InputSecrets(type);
        }
      };

  private final Class<?> type;
  private final RecordComponent[] components;
  private final boolean some;

  private InputSecrets(Class<?> type) {
    this.type = type;
    this.components = type.getRecordComponents();
    this.some = SecretPlaces.named(type.asSubclass(Record.class));
  }

  /**
   * The same input with the value of each of its secrets.
   *
   * @param values finds the one of a secret
   * @throws io.auterity.spi.CallFailedException as that does
   */
  static Record filled(Record input, Function<VaultSecret, String> values) {
    InputSecrets known = KNOWN.get(input.getClass());
    return known.some ? known.fill(input, values) : input;
  }

  private Record fill(Record input, Function<VaultSecret, String> found) {
    try {
      @Nullable Object[] values = new @Nullable Object[components.length];
      for (int i = 0; i < values.length; i++) {
        Object value = components[i].getAccessor().invoke(input);
        values[i] = filled(value, found);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return (Record) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("cannot fill " + type.getName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot fill " + type.getName(), e);
    }
  }

  private static @Nullable Object filled(
      @Nullable Object value, Function<VaultSecret, String> found) {
    return switch (value) {
      case VaultSecret secret -> secret.filled(found.apply(secret));
      case Map<?, ?> map when map.values().stream().allMatch(VaultSecret.class::isInstance) -> {
        Map<Object, @Nullable Object> made = new LinkedHashMap<>();
        map.forEach((name, item) -> made.put(name, filled(item, found)));
        yield made;
      }
      case null, default -> value;
    };
  }
}
