package io.auterity.relay.field;

import io.auterity.spi.Cursor;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the fields of records of one class by reflection, and replaces a component. */
public final class RecordFields {

  private static final ClassValue<RecordFields> KNOWN =
      new ClassValue<>() {
        @Override
        protected RecordFields computeValue(Class<?> type) {
          return new RecordFields(type);
        }
      };

  private final Class<?> type;
  private final RecordComponent[] components;
  private final Set<String> names;
  private final RefReach[] reaches;
  private final boolean foreign;

  private RecordFields(Class<?> type) {
    this.type = type;
    this.components = type.getRecordComponents();
    this.names =
        Arrays.stream(components)
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());
    this.reaches = Arrays.stream(components).map(RefReach::of).toArray(RefReach[]::new);
    this.foreign = Arrays.stream(reaches).anyMatch(RefReach::foreign);
  }

  public static RecordFields of(Record value) {
    return KNOWN.get(value.getClass());
  }

  /**
   * The providers that references to resources of the operation's own kind name, wherever they
   * stand: in lists, maps, changes and records inside.
   */
  public Set<String> providers(Record value) {
    Set<String> named = new TreeSet<>();
    for (Ref ref : references(value)) {
      if (ref.provider() != null) {
        named.add(ref.provider());
      }
    }
    return named;
  }

  /** Whether one of these references is an id alone, which names no provider. */
  public boolean bare(Record value) {
    return references(value).stream().anyMatch(ref -> ref.provider() == null);
  }

  private static List<Ref> references(Record value) {
    List<Ref> found = new ArrayList<>();
    gather(value, found);
    return found;
  }

  private static void gather(@Nullable Object value, List<Ref> found) {
    switch (value) {
      case Ref ref -> found.add(ref);
      case Record record -> of(record).gatherInside(record, found);
      case Collection<?> items -> items.forEach(item -> gather(item, found));
      case Map<?, ?> map -> map.values().forEach(item -> gather(item, found));
      case null, default -> {}
    }
  }

  private void gatherInside(Record value, List<Ref> found) {
    for (int i = 0; i < components.length; i++) {
      if (reaches[i].own()) {
        gather(read(components[i].getAccessor(), value), found);
      }
    }
  }

  /** The names of the tenant's secrets among the components. */
  public Set<String> secrets(Record value) {
    Set<String> named = new TreeSet<>();
    for (RecordComponent component : components) {
      if (component.getType() == VaultSecret.class || component.getType() == Map.class) {
        Object held = read(component.getAccessor(), value);
        for (Object each : held instanceof Map<?, ?> map ? map.values() : Arrays.asList(held)) {
          if (each instanceof VaultSecret secret) {
            secret.name().ifPresent(named::add);
          }
        }
      }
    }
    return named;
  }

  /** The same record, with the id alone where a reference names a resource of another kind. */
  public Record withoutHolders(Record value) {
    if (!foreign) {
      return value;
    }
    @Nullable Object[] values = values(value);
    for (int i = 0; i < values.length; i++) {
      if (reaches[i].itself()) {
        values[i] = values[i] instanceof Ref ref ? Ref.of(ref.id()) : null;
      } else if (reaches[i].foreign()) {
        values[i] = inside(values[i]);
      }
    }
    return make(values);
  }

  private static @Nullable Object inside(@Nullable Object value) {
    return switch (value) {
      case Record record -> of(record).withoutHolders(record);
      case List<?> items -> items.stream().map(RecordFields::inside).toList();
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> made = new LinkedHashMap<>();
        map.forEach((name, item) -> made.put(name, inside(item)));
        yield made;
      }
      case null, default -> value;
    };
  }

  public @Nullable Cursor cursor(Record value) {
    return firstOf(Cursor.class, value);
  }

  /** The text of that component; null when there is none, or no text in it. */
  public @Nullable String text(Record value, String name) {
    return named(value, name) instanceof String text ? text : null;
  }

  /** What stands in that component; null when there is none, or nothing in it. */
  public @Nullable Object value(Record value, String name) {
    return named(value, name);
  }

  public @Nullable Integer number(Record value, String name) {
    return named(value, name) instanceof Integer number ? number : null;
  }

  /** Whether there is something in that component. */
  public boolean gives(Record value, String name) {
    return named(value, name) != null;
  }

  public boolean has(String name) {
    return names.contains(name);
  }

  /** The same record with another value of that component. */
  public Record with(Record value, String name, Object changed) {
    @Nullable Object[] values = values(value);
    for (int i = 0; i < components.length; i++) {
      if (components[i].getName().equals(name)) {
        values[i] = changed;
      }
    }
    return make(values);
  }

  /** The name of the component at that place. */
  public String name(int place) {
    return components[place].getName();
  }

  /** A record of these values, one for each component. */
  public Record with(@Nullable Object[] values) {
    return make(values);
  }

  /** The values of all components. */
  public @Nullable Object[] values(Record value) {
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(components[i].getAccessor(), value);
    }
    return values;
  }

  /** The same record with another cursor, wherever it has one. */
  public Record withCursor(Record value, @Nullable Cursor cursor) {
    @Nullable Object[] values = values(value);
    for (int i = 0; i < components.length; i++) {
      if (components[i].getType() == Cursor.class) {
        values[i] = cursor;
      }
    }
    return make(values);
  }

  private <T> @Nullable T firstOf(Class<T> wanted, Record value) {
    for (RecordComponent component : components) {
      if (component.getType() == wanted) {
        Object found = read(component.getAccessor(), value);
        if (found != null) {
          return wanted.cast(found);
        }
      }
    }
    return null;
  }

  private @Nullable Object named(Record value, String name) {
    for (RecordComponent component : components) {
      if (component.getName().equals(name)) {
        return read(component.getAccessor(), value);
      }
    }
    return null;
  }

  private static @Nullable Object read(Method accessor, Record value) {
    try {
      return accessor.invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  private Record make(@Nullable Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return (Record) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
