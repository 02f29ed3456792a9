package io.auterity.spi;

import io.auterity.spi.ai.AnswerFormat;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Some value of a type that records hold, and none that a builder begins with. */
final class Samples {

  private static final Map<Type, Object> PLAIN =
      Map.ofEntries(
          Map.entry(String.class, "sample"),
          Map.entry(int.class, 3),
          Map.entry(Integer.class, 3),
          Map.entry(long.class, 3L),
          Map.entry(Long.class, 3L),
          Map.entry(double.class, 0.5),
          Map.entry(Double.class, 0.5),
          Map.entry(boolean.class, true),
          Map.entry(Boolean.class, true),
          Map.entry(Instant.class, Instant.parse("2031-02-03T04:05:06Z")),
          Map.entry(Duration.class, Duration.ofSeconds(3)),
          Map.entry(LocalDate.class, LocalDate.of(2031, 2, 3)),
          Map.entry(Ref.class, new Ref("mine", "7")),
          Map.entry(Cursor.class, new Cursor("next")),
          Map.entry(Content.class, Content.of("text/plain", new byte[] {1})),
          Map.entry(Json.Obj.class, Json.EMPTY.with("sample", Json.of(1))),
          Map.entry(Json.class, Json.of(1)),
          Map.entry(AnswerFormat.class, AnswerFormat.JSON),
          Map.entry(AuthForm.class, AuthForm.Placed.plain("x-key")));

  private Samples() {}

  static Object[] of(Type... types) throws ReflectiveOperationException {
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] = of(types[i]);
    }
    return values;
  }

  static Object of(Type type) throws ReflectiveOperationException {
    Object plain = PLAIN.get(type);
    if (plain != null) {
      return plain;
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return List.of(of(arguments[0]));
      }
      if (generic.getRawType() == Map.class) {
        return Map.of("sample", of(arguments[1]));
      }
      if (generic.getRawType() == Change.class) {
        return Change.to(of(arguments[0]));
      }
    }
    if (type instanceof Class<?> other) {
      return ofClass(other);
    }
    throw new IllegalArgumentException("no sample of " + type);
  }

  private static Object ofClass(Class<?> type) throws ReflectiveOperationException {
    if (type.isEnum()) {
      Object[] all = type.getEnumConstants();
      return all[all.length - 1];
    }
    if (type.isSealed()) {
      return ofClass(type.getPermittedSubclasses()[0]);
    }
    if (type.isRecord()) {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] parameters =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Type[] generic =
          Arrays.stream(components).map(RecordComponent::getGenericType).toArray(Type[]::new);
      return type.getConstructor(parameters).newInstance(of(generic));
    }
    throw new IllegalArgumentException("no sample of " + type);
  }
}
