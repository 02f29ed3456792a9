package io.auterity.platform.catalogue;

import io.auterity.spi.VaultSecret;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks where an operation's records hold secrets of the vault: as components of its input, or in
 * a map component by name, which are filled for the connector. One that stands deeper would never
 * be filled in, and one in an output would be told to the caller.
 */
public final class SecretPlaces {

  private final Set<Type> seen = new HashSet<>();

  private SecretPlaces() {}

  /** Whether an input may name secrets. */
  public static boolean named(Class<? extends Record> input) {
    for (RecordComponent component : input.getRecordComponents()) {
      if (secret(component.getGenericType())) {
        return true;
      }
    }
    return false;
  }

  private static boolean secret(Type type) {
    return type == VaultSecret.class
        || (type instanceof ParameterizedType generic
            && generic.getRawType() == Map.class
            && generic.getActualTypeArguments()[1] == VaultSecret.class);
  }

  /**
   * Refuses a secret where none is filled.
   *
   * @throws IllegalArgumentException naming the component
   */
  static void check(Class<? extends Record> input, Type output) {
    SecretPlaces places = new SecretPlaces();
    for (RecordComponent component : input.getRecordComponents()) {
      if (!secret(component.getGenericType())) {
        places.refuse(component.getGenericType(), component.toString());
      }
    }
    new SecretPlaces().refuse(output, "the output " + output.getTypeName());
  }

  private void refuse(Type type, String where) {
    if (type == VaultSecret.class) {
      throw new IllegalArgumentException(
          where
              + " holds a secret that is never filled in: make it a component of the operation's"
              + " input itself, or a map by name");
    }
    if (type instanceof ParameterizedType generic) {
      refuse(generic.getRawType(), where);
      for (Type argument : generic.getActualTypeArguments()) {
        refuse(argument, where);
      }
    }
    if (type instanceof Class<?> plain && seen.add(plain)) {
      inside(plain, where);
    }
    for (Type part : parts(type)) {
      refuse(part, where);
    }
  }

  private static List<Type> parts(Type type) {
    return switch (type) {
      case Class<?> plain when plain.isArray() -> List.of(plain.componentType());
      case GenericArrayType array -> List.of(array.getGenericComponentType());
      case WildcardType any ->
          Stream.of(any.getUpperBounds(), any.getLowerBounds()).flatMap(Stream::of).toList();
      default -> List.of();
    };
  }

  private void inside(Class<?> type, String where) {
    if (type.isSealed()) {
      for (Class<?> form : type.getPermittedSubclasses()) {
        refuse(form, where);
      }
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        refuse(component.getGenericType(), component + " in " + where);
      }
    }
  }
}
