package io.auterity.spi.shape;

import io.auterity.spi.Change;
import io.auterity.spi.Content;
import io.auterity.spi.Cursor;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.OtherFields;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Finds how Java types stand in inputs or in results; each is made once. */
public final class Shapes {

  private static final Map<Type, Shape> SCALARS =
      Map.ofEntries(
          Map.entry(String.class, Scalar.TEXT),
          Map.entry(int.class, Scalar.INTEGER),
          Map.entry(Integer.class, Scalar.INTEGER),
          Map.entry(long.class, Scalar.LONG),
          Map.entry(Long.class, Scalar.LONG),
          Map.entry(double.class, Scalar.DOUBLE),
          Map.entry(Double.class, Scalar.DOUBLE),
          Map.entry(Float.class, Scalar.FLOAT),
          Map.entry(boolean.class, Scalar.BOOLEAN),
          Map.entry(Boolean.class, Scalar.BOOLEAN),
          Map.entry(Instant.class, Scalar.INSTANT),
          Map.entry(Duration.class, Scalar.DURATION),
          Map.entry(LocalDate.class, Scalar.DATE),
          Map.entry(byte[].class, BytesShape.USUAL),
          Map.entry(Cursor.class, Scalar.CURSOR),
          Map.entry(Content.class, ContentShape.USUAL),
          Map.entry(VaultSecret.class, SecretShape.BY_NAME),
          Map.entry(Json.Obj.class, Scalar.OBJECT),
          Map.entry(Json.class, Scalar.ANY));

  private final Map<Type, Shape> made = new ConcurrentHashMap<>(SCALARS);

  // Types that are being made, those that hold themselves among them, and what is made and not yet
  // whole; guarded by this.
  private final Map<Class<?>, Optional<RecursiveShape>> open = new HashMap<>();
  private final Map<Type, Shape> making = new HashMap<>();
  private int depth;
  private final Map<String, RecursiveShape> recursive = new ConcurrentHashMap<>();

  private final boolean asked;
  private final BiFunction<String, Collection<String>, String> suggestion;

  private Shapes(boolean asked, BiFunction<String, Collection<String>, String> suggestion) {
    this.asked = asked;
    this.suggestion = suggestion;
    made.put(Ref.class, new RefShape(makeRecord(Ref.class, Map.of()), asked, null));
  }

  /** Of what callers ask; suggests the list of the valid names. */
  public static Shapes ofInputs() {
    return new Shapes(true, Shapes::listed);
  }

  /**
   * Of what callers ask.
   *
   * @param suggestion what to do about a name that is none of the valid ones
   */
  public static Shapes ofInputs(BiFunction<String, Collection<String>, String> suggestion) {
    return new Shapes(true, suggestion);
  }

  /** Of what they are answered. */
  public static Shapes ofResults() {
    return new Shapes(false, Shapes::listed);
  }

  private static String listed(String name, Collection<String> valid) {
    return "use one of " + String.join(", ", valid);
  }

  /**
   * The value of a type.
   *
   * @param what begins the message of a failure
   * @throws io.auterity.spi.CallFailedException {@code invalid}; {@code fields} holds each path,
   *     its rule and what to do
   */
  public Object read(Json json, Type type, String what) {
    Binding binding = new Binding(suggestion);
    Object value = whole(type).read(json, binding);
    binding.check(what);
    return Objects.requireNonNull(value);
  }

  /** JSON of a value of that type. */
  public Json write(Object value, Type type) {
    return of(type).write(value);
  }

  Shape of(Type type) {
    Shape known = made.get(type);
    return known != null ? known : madeOnce(type);
  }

  /**
   * JSON Schema (2020-12) of a type, with the definitions of those in it that hold themselves.
   *
   * @throws IllegalArgumentException naming what has no shape
   */
  public Json.Obj schema(Type type) {
    Json.Obj schema = whole(type).schema();
    Map<String, Json> definitions = new TreeMap<>();
    define(schema, definitions);
    return definitions.isEmpty() ? schema : schema.with("$defs", Json.object(definitions));
  }

  private void define(Json schema, Map<String, Json> definitions) {
    switch (schema) {
      case Json.Obj(Map<String, Json> fields) -> {
        if (fields.get("$ref") instanceof Json.Str(String place)) {
          defineOne(place, definitions);
        }
        fields.values().forEach(field -> define(field, definitions));
      }
      case Json.Arr(List<Json> items) -> items.forEach(item -> define(item, definitions));
      default -> {}
    }
  }

  private void defineOne(String place, Map<String, Json> definitions) {
    RecursiveShape shape = recursive.get(place);
    if (shape != null && !definitions.containsKey(shape.name())) {
      Json.Obj definition = shape.definition();
      definitions.put(shape.name(), definition);
      define(definition, definitions);
    }
  }

  /** How a type stands itself, not by its name among the definitions. */
  Shape whole(Type type) {
    Shape shape = of(type);
    return shape instanceof RecursiveShape named ? named.whole() : shape;
  }

  private synchronized Shape madeOnce(Type type) {
    Shape published = made.get(type);
    Shape known = published != null ? published : making.get(type);
    if (known != null) {
      return known;
    }
    boolean outermost = depth == 0;
    depth++;
    try {
      Shape shape = type instanceof Class<?> plain ? makeNamed(plain) : make(type);
      making.put(type, shape);
      if (outermost) {
        made.putAll(making);
      }
      return shape;
    } finally {
      depth--;
      if (outermost) {
        making.clear();
      }
    }
  }

  // Lists and maps hold themselves only in a class.
  private Shape makeNamed(Class<?> type) {
    if (open.containsKey(type)) {
      return itself(type);
    }
    open.put(type, Optional.empty());
    try {
      Shape shape = make(type);
      Optional<RecursiveShape> named = Objects.requireNonNull(open.get(type));
      named.ifPresent(inner -> inner.is(shape));
      return named.isPresent() ? named.get() : shape;
    } finally {
      open.remove(type);
    }
  }

  /** How a type stands where it holds itself. */
  private Shape itself(Class<?> type) {
    RecursiveShape shape =
        Objects.requireNonNull(open.get(type))
            .orElseGet(
                () -> {
                  String plain = type.getSimpleName();
                  String name = plain;
                  for (int i = 2; recursive.containsKey(RecursiveShape.place(name)); i++) {
                    name = plain + i;
                  }
                  return new RecursiveShape(name);
                });
    open.put(type, Optional.of(shape));
    recursive.put(RecursiveShape.place(shape.name()), shape);
    return shape;
  }

  private Shape make(Type type) {
    if (type instanceof ParameterizedType generic) {
      return makeGeneric(generic);
    }
    if (type instanceof Class<?> plain) {
      if (plain.isEnum()) {
        return new Shape.EnumOf(plain);
      }
      if (plain.isRecord()) {
        return makeRecord(plain, Map.of());
      }
      if (plain.isSealed()) {
        return new ChoiceShape(plain, this);
      }
    }
    throw new IllegalArgumentException("a record cannot hold " + type.getTypeName());
  }

  private Shape makeGeneric(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    if (raw == List.class) {
      return new Shape.ListOf(of(arguments[0]));
    }
    if (raw == Map.class && arguments[0] instanceof Class<?> key && named(key)) {
      return new MapShape(key == String.class ? Scalar.TEXT : of(key), of(arguments[1]));
    }
    if (raw == Change.class) {
      return new Shape.ChangeOf(of(arguments[0]));
    }
    if (raw.isRecord() && arguments.length == 1) {
      return makeRecord(raw, Map.of(raw.getTypeParameters()[0], arguments[0]));
    }
    throw new IllegalArgumentException("a record cannot hold " + type.getTypeName());
  }

  /** Whether its values are the names of an object's fields. */
  private static boolean named(Class<?> key) {
    return key == String.class || key.isEnum();
  }

  private Shape makeRecord(Class<?> type, Map<TypeVariable<?>, Type> variables) {
    List<RecordShape.Field> fields = new ArrayList<>();
    List<Class<?>> parameters = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      fields.add(field(component, variables));
      parameters.add(component.getType());
    }
    return new RecordShape(type, fields, constructor(type, parameters));
  }

  private RecordShape.Field field(RecordComponent component, Map<TypeVariable<?>, Type> variables) {
    Shape plain = of(resolve(component.getGenericType(), variables));
    Shape bounded = RefShape.of(component, BoundedShape.of(component, plain));
    Shape shape = asked ? TextOrListShape.of(component, bounded) : bounded;
    Json usual = usual(component, shape);
    boolean others = component.isAnnotationPresent(OtherFields.class);
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    Description help = component.getAnnotation(Description.class);
    return new RecordShape.Field(
        component.getName().replaceFirst("_$", ""), // a word of Java, e.g. do_
        shape,
        !nullable && !others && usual == null && !(shape instanceof Shape.ChangeOf),
        others,
        usual,
        help == null ? null : help.value(),
        accessor(component));
  }

  private @Nullable Json usual(RecordComponent component, Shape shape) {
    Default told = component.getAnnotation(Default.class);
    if (told == null) {
      return null;
    }
    Json usual = defaultOf(told.value(), shape.schema());
    Binding binding = new Binding(suggestion);
    shape.read(usual, binding);
    if (!binding.clean()) {
      throw new IllegalArgumentException(
          "%s cannot be the default of %s".formatted(usual, component));
    }
    return usual;
  }

  /** A text as it stands where a text is wanted, else the JSON that it writes. */
  private static Json defaultOf(String told, Json.Obj schema) {
    if ("string".equals(schema.text("type"))) {
      return Json.of(told);
    }
    if (told.equals("true") || told.equals("false")) {
      return Json.of(Boolean.parseBoolean(told));
    }
    if (told.equals("[]")) {
      return Json.array(List.of());
    }
    if (told.equals("{}")) {
      return Json.EMPTY;
    }
    try {
      return told.matches("-?[0-9]+")
          ? Json.of(Long.parseLong(told))
          : Json.of(Double.parseDouble(told));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no default: " + told, e);
    }
  }

  private static Type resolve(Type type, Map<TypeVariable<?>, Type> variables) {
    if (type instanceof TypeVariable<?> variable) {
      return variables.getOrDefault(variable, type);
    }
    if (type instanceof ParameterizedType generic
        && generic.getActualTypeArguments()[0] instanceof TypeVariable<?> variable) {
      return new ListOf(variables.getOrDefault(variable, variable), generic.getRawType());
    }
    return type;
  }

  /** A generic type of one argument, e.g. the items of a page once their type is known. */
  private record ListOf(Type argument, Type raw) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {argument};
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }

  private static MethodHandle constructor(Class<?> type, List<Class<?>> parameters) {
    try {
      return MethodHandles.publicLookup()
          .unreflectConstructor(type.getConstructor(parameters.toArray(Class<?>[]::new)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("is no public record: " + type.getName(), e);
    }
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      return MethodHandles.publicLookup()
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("is no public record: " + component, e);
    }
  }
}
