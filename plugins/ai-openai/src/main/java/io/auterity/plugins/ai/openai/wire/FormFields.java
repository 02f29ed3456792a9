package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.toolkit.http.MultipartForm;
import java.util.List;

/** Writes JSON values as fields of a multipart form. */
final class FormFields {

  /** A list is a field for each of its items, whose name ends with brackets. */
  static void put(MultipartForm form, String name, Json value) {
    switch (value) {
      case Json.Null ignored -> {}
      case Json.Str(String text) -> form.field(name, text);
      case Json.Arr(List<Json> items) -> items.forEach(item -> put(form, name + "[]", item));
      default -> form.field(name, value.toString());
    }
  }
}
