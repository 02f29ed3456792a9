package io.auterity.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A record of more than six components is made by naming what one has to say, so that whoever makes
 * it stays as it is when it grows: with {@code builder} and {@code build}, or with {@code of} and
 * {@code with...} methods.
 */
class RecordBuildersTest {

  private static final Path CLASSES = Path.of("target", "classes");
  private static final int MOST = 6;

  @TestFactory
  Stream<DynamicTest> aLargeRecordIsMadeByNames() throws IOException {
    return large().map(type -> DynamicTest.dynamicTest(type.getName(), () -> assertNamed(type)));
  }

  private static Stream<Class<?>> large() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .map(CLASSES::relativize)
          .map(Path::toString)
          .filter(name -> name.endsWith(".class") && !name.contains("-info"))
          .sorted()
          .<Class<?>>map(RecordBuildersTest::load)
          .filter(type -> type.isRecord() && Modifier.isPublic(type.getModifiers()))
          .filter(type -> type.getRecordComponents().length > MOST)
          .toList()
          .stream();
    }
  }

  private static Class<?> load(String file) {
    try {
      String name = file.substring(0, file.length() - ".class".length());
      return Class.forName(name.replace('/', '.').replace('\\', '.'));
    } catch (ClassNotFoundException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static void assertNamed(Class<?> type) throws ReflectiveOperationException {
    Optional<Method> builder = factory(type, "builder");
    Optional<Method> of = factory(type, "of");
    assertThat(builder.isPresent() || of.isPresent())
        .as("builder(...) or of(...) of at most %d that always are said", MOST)
        .isTrue();
    Method factory = builder.or(() -> of).orElseThrow();
    Object whole = whole(factory, type);
    assertRebuilt(whole);
    for (RecordComponent component : type.getRecordComponents()) {
      Optional<Method> with = method(type, withName(component), component.getType());
      if (with.isPresent()) {
        assertOthersStay(whole, with.get().invoke(whole, component.getAccessor().invoke(whole)));
      }
    }
  }

  /** One whose components are all said, by their names where the factory does not take them. */
  private static Object whole(Method factory, Class<?> type) throws ReflectiveOperationException {
    Object maker = factory.invoke(null, Samples.of(factory.getGenericParameterTypes()));
    Map<RecordComponent, Object> said = new HashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (!names(factory).contains(component.getName())) {
        said.put(component, Samples.of(component.getGenericType()));
        maker = said(factory, component, maker, said.get(component));
      }
    }
    Object whole = type.isInstance(maker) ? maker : built(maker);
    for (Map.Entry<RecordComponent, Object> one : said.entrySet()) {
      assertThat(one.getKey().getAccessor().invoke(whole))
          .as(one.getKey().getName())
          .isEqualTo(one.getValue());
    }
    return whole;
  }

  private static Object said(Method factory, RecordComponent component, Object maker, Object value)
      throws ReflectiveOperationException {
    Class<?> made = factory.getReturnType();
    return factory.getName().equals("of")
        ? made.getMethod(withName(component), component.getType()).invoke(maker, value)
        : made.getMethod(component.getName(), component.getType()).invoke(maker, value);
  }

  private static void assertRebuilt(Object whole) throws ReflectiveOperationException {
    Optional<Method> toBuilder = method(whole.getClass(), "toBuilder");
    if (toBuilder.isPresent()) {
      assertOthersStay(whole, built(toBuilder.get().invoke(whole)));
    }
  }

  private static void assertOthersStay(Object whole, Object other)
      throws ReflectiveOperationException {
    for (RecordComponent component : whole.getClass().getRecordComponents()) {
      assertThat(component.getAccessor().invoke(other))
          .as(component.getName())
          .isEqualTo(component.getAccessor().invoke(whole));
    }
  }

  private static Optional<Method> method(Class<?> type, String name, Class<?>... parameters) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> Arrays.equals(method.getParameterTypes(), parameters))
        .findFirst();
  }

  private static Optional<Method> factory(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getName().equals(name) && method.getParameterCount() <= MOST)
        .findFirst();
  }

  private static List<String> names(Executable factory) {
    return Arrays.stream(factory.getParameters()).map(Parameter::getName).toList();
  }

  private static String withName(RecordComponent component) {
    String name = component.getName();
    return "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static Object built(Object builder) throws ReflectiveOperationException {
    return builder.getClass().getMethod("build").invoke(builder);
  }
}
