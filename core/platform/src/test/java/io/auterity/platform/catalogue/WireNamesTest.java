package io.auterity.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Names of classes that are stored or sent: a choice is tagged with the name of its record, a
 * digest begins with it, and fields are called as components. Renaming one of them breaks what is
 * stored, so a new name is added here and a former one stays.
 */
class WireNamesTest {

  private final Set<Class<?>> seen = new HashSet<>();
  private final Set<String> names = new TreeSet<>();

  @Test
  void staysAsItIsStored() throws IOException {
    for (Capability capability : Catalogue.standard().all()) {
      read(capability.input());
      read(capability.output());
    }

    assertThat(names).containsExactlyElementsOf(kept());
  }

  private static Set<String> kept() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(WireNamesTest.class.getResourceAsStream("wire-names.txt"))) {
      return new TreeSet<>(
          new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  private void read(Type type) {
    if (type instanceof ParameterizedType generic) {
      read(generic.getRawType());
      Arrays.stream(generic.getActualTypeArguments()).forEach(this::read);
    } else if (type instanceof Class<?> plain && seen.add(plain)) {
      readClass(plain);
    }
  }

  private void readClass(Class<?> type) {
    if (type.isEnum()) {
      add("enum", type, Arrays.stream(type.getEnumConstants()).map(Object::toString));
    } else if (type.isRecord()) {
      RecordComponent[] components = type.getRecordComponents();
      add("record", type, Arrays.stream(components).map(RecordComponent::getName));
      Arrays.stream(components).map(RecordComponent::getGenericType).forEach(this::read);
    } else if (type.isSealed()) {
      Class<?>[] choices = type.getPermittedSubclasses();
      add("choice", type, Arrays.stream(choices).map(Class::getSimpleName));
      Arrays.stream(choices).forEach(this::read);
    }
  }

  private void add(String sort, Class<?> type, Stream<String> parts) {
    names.add(
        "%s %s: %s".formatted(sort, type.getSimpleName(), parts.collect(Collectors.joining(" "))));
  }
}
