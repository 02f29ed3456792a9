package io.auterity.server.providers;

import io.auterity.spi.Json;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds in the input of a call what refers to something that a provider has. */
public final class ProviderReferences {

  /**
   * Whether there is one.
   *
   * @param texts which texts stand for one
   */
  public static boolean in(@Nullable Json input, Predicate<String> texts) {
    return switch (input) {
      case null -> false;
      case Json.Obj object ->
          object.get("provider") != null
              || object.fields().values().stream().anyMatch(value -> in(value, texts));
      case Json.Arr(List<Json> items) -> items.stream().anyMatch(item -> in(item, texts));
      case Json.Str(String text) -> texts.test(text);
      default -> false;
    };
  }

  private ProviderReferences() {}
}
