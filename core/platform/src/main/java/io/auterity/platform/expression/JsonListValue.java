package io.auterity.platform.expression;

import io.auterity.spi.Json;
import java.util.AbstractList;
import java.util.RandomAccess;

/** A JSON array as CEL sees it, without a copy. */
final class JsonListValue extends AbstractList<Object> implements RandomAccess {

  private final Json.Arr json;

  JsonListValue(Json.Arr json) {
    this.json = json;
  }

  Json.Arr json() {
    return json;
  }

  @Override
  public Object get(int index) {
    return CelValues.of(json.items().get(index));
  }

  @Override
  public int size() {
    return json.items().size();
  }
}
