package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;

/** Reads JSON of the dialect; what is not as it should be makes the reply unreadable. */
final class ReplyJson {

  static Json.Obj read(WireResponse response) {
    return object(response.body());
  }

  /** The object of that data of an event. */
  static Json.Obj object(String text) {
    return object(text.getBytes(StandardCharsets.UTF_8));
  }

  /** An object; one that only holds an error is thrown as the failure it means. */
  private static Json.Obj object(byte[] text) {
    Json.Obj object = plain(text);
    Failure failure = OpenAiErrors.inside(object);
    if (failure != null) {
      throw new CallFailedException(failure);
    }
    return object;
  }

  /** Something that has an id, and may tell of an error of its own. */
  static Json.Obj thing(WireResponse response) {
    Json.Obj object = plain(response.body());
    return object.text("id") == null ? read(response) : object;
  }

  private static Json.Obj plain(byte[] text) {
    Json value;
    try {
      value = JsonUtf8.readForeign(text);
    } catch (MalformedJsonException e) {
      throw OpenAiErrors.unreadable(String.valueOf(e.getMessage()));
    }
    if (!(value instanceof Json.Obj object)) {
      throw OpenAiErrors.unreadable("it is no JSON object");
    }
    return object;
  }
}
