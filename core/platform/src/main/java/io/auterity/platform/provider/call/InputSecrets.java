package io.auterity.platform.provider.call;

import io.auterity.platform.catalogue.SecretPlaces;
import io.auterity.spi.Secrets;
import io.auterity.spi.VaultSecret;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
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
   * The same input with the value of each secret that it names.
   *
   * @throws io.auterity.spi.CallFailedException as the vault says
   */
  static Record filled(Record input, Secrets vault) {
    InputSecrets known = KNOWN.get(input.getClass());
    return known.some ? known.fill(input, vault) : input;
  }

  private Record fill(Record input, Secrets vault) {
    try {
      @Nullable Object[] values = new @Nullable Object[components.length];
      for (int i = 0; i < values.length; i++) {
        Object value = components[i].getAccessor().invoke(input);
        values[i] = filled(value, vault);
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

  private static @Nullable Object filled(@Nullable Object value, Secrets vault) {
    return switch (value) {
      case VaultSecret secret ->
          secret.name().map(name -> secret.filled(vault.read(name))).orElse(secret);
      case Map<?, ?> map when map.values().stream().allMatch(VaultSecret.class::isInstance) -> {
        Map<Object, @Nullable Object> made = new LinkedHashMap<>();
        map.forEach((name, item) -> made.put(name, filled(item, vault)));
        yield made;
      }
      case null, default -> value;
    };
  }
}
