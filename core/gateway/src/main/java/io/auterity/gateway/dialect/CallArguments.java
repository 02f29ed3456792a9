package io.auterity.gateway.dialect;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;

/** The arguments with which a model calls a tool, for dialects that want them as an object. */
public final class CallArguments {

  private static final JsonReader JSON = JsonReader.bounded(16 * 1024 * 1024, 1_000_000);

  /**
   * The object in a text. What a model wrote that is no object stands in one as Anthropic's advice
   * is for arguments that were cut.
   */
  public static Json.Obj object(String arguments) {
    if (arguments.isBlank()) {
      return Json.EMPTY;
    }
    try {
      if (JSON.read(arguments.getBytes(StandardCharsets.UTF_8)) instanceof Json.Obj object) {
        return object;
      }
    } catch (CallFailedException e) {
      // told below, like any other text that is no object
    }
    return Json.EMPTY.with("INVALID_JSON", Json.of(arguments));
  }
}
