package io.auterity.platform.expression;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.SelectableValue;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Json;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as CEL sees it, without a copy. Being a {@link CelValue} keeps the runtime from
 * walking through all of it on each access; being a {@link Map} lets functions take it.
 */
@SuppressWarnings("Immutable") // Json is, but does not carry the annotation.
final class JsonObjectValue extends CelValue
    implements SelectableValue<Object>, Map<Object, Object> {

  private static final CelType TYPE = MapType.create(SimpleType.DYN, SimpleType.DYN);

  private final Json.Obj json;
  private final @Nullable Struct type;

  JsonObjectValue(Json.Obj json) {
    this(json, null);
  }

  /** One whose fields are of the types of those of a struct. */
  JsonObjectValue(Json.Obj json, @Nullable Struct type) {
    this.json = json;
    this.type = type;
  }

  Json.Obj json() {
    return json;
  }

  @Override
  public Object select(Object field) {
    Object value = get(field);
    if (value == null) {
      throw CelAttributeNotFoundException.forMissingMapKey(field.toString());
    }
    return value;
  }

  @Override
  public Optional<Object> find(Object field) {
    return Optional.ofNullable(get(field));
  }

  @Override
  public Object value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return isEmpty();
  }

  @Override
  public CelType celType() {
    return TYPE;
  }

  @Override
  public int size() {
    return json.fields().size();
  }

  @Override
  public boolean isEmpty() {
    return json.fields().isEmpty();
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public boolean containsValue(Object value) {
    return values().contains(value);
  }

  @Override
  public @Nullable Object get(Object key) {
    Json value = key instanceof String name ? json.get(name) : null;
    Struct.Field field = type == null ? null : type.fields().get(key);
    return value == null ? null : CelValues.of(value, field == null ? null : field.type());
  }

  @Override
  public Set<Object> keySet() {
    return Collections.unmodifiableSet(json.fields().keySet());
  }

  @Override
  public Collection<Object> values() {
    return json.fields().values().stream().map(CelValues::of).toList();
  }

  @Override
  public Set<Entry<Object, Object>> entrySet() {
    return new Entries(json);
  }

  @Override
  public @Nullable Object put(Object key, Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable Object remove(Object key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putAll(Map<?, ?> others) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObjectValue object && object.json.equals(json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  private static final class Entries extends AbstractSet<Entry<Object, Object>> {

    private final Json.Obj json;

    Entries(Json.Obj json) {
      this.json = json;
    }

    @Override
    public Iterator<Entry<Object, Object>> iterator() {
      return json.fields().entrySet().stream()
          .<Entry<Object, Object>>map(
              field ->
                  new AbstractMap.SimpleImmutableEntry<>(
                      field.getKey(), CelValues.of(field.getValue())))
          .iterator();
    }

    @Override
    public int size() {
      return json.fields().size();
    }
  }
}
