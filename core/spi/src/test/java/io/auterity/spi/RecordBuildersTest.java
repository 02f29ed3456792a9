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
import java.util.List;
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
    for (RecordComponent component : type.getRecordComponents()) {
      Method factory = builder.or(() -> of).orElseThrow();
      if (!names(factory).contains(component.getName())) {
        assertSet(factory, component);
      }
    }
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

  private static void assertSet(Method factory, RecordComponent component)
      throws ReflectiveOperationException {
    Object maker = factory.invoke(null, Samples.of(factory.getGenericParameterTypes()));
    Object value = Samples.of(component.getGenericType());

    Object made =
        factory.getName().equals("of")
            ? with(component).invoke(maker, value)
            : built(setter(factory, component).invoke(maker, value));

    assertThat(component.getAccessor().invoke(made)).as(component.getName()).isEqualTo(value);
  }

  private static Method setter(Method factory, RecordComponent component)
      throws NoSuchMethodException {
    return factory.getReturnType().getMethod(component.getName(), component.getType());
  }

  private static Method with(RecordComponent component) throws NoSuchMethodException {
    String name = component.getName();
    return component
        .getDeclaringRecord()
        .getMethod(
            "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1),
            component.getType());
  }

  private static Object built(Object builder) throws ReflectiveOperationException {
    return builder.getClass().getMethod("build").invoke(builder);
  }
}
