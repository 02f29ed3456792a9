package io.auterity.workflow.journal;

import io.auterity.spi.Json;
import java.util.Map;
import java.util.TreeMap;

/** Texts by name as JSON, always in the same order. */
public final class Texts {

  private Texts() {}

  public static Json.Obj json(Map<String, String> texts) {
    Map<String, Json> sorted = new TreeMap<>();
    texts.forEach((name, value) -> sorted.put(name, Json.of(value)));
    return new Json.Obj(sorted);
  }
}
