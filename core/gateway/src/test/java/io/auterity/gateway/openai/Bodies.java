package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import java.nio.charset.StandardCharsets;

/** Reads what tests write as text. */
public final class Bodies {

  public static final Binder BINDER = new Binder();
  public static final JsonReader JSON = new JsonReader(1_000_000);

  private static final ChatReader CHAT = new ChatReader(JSON, BINDER);

  private Bodies() {}

  /** A chat body; single quotes stand for double ones. */
  static ChatCall chat(String text) {
    return CHAT.read(bytes(text));
  }

  /** A chat body of model and greeting with more fields. */
  static ChatRequest withFields(String fields) {
    return chat("{'model':'m','messages':[{'role':'user','content':'hi'}]," + fields + "}")
        .request();
  }

  /** The only message of a conversation. */
  static Message message(String message) {
    return chat("{'model':'m','messages':[" + message + "]}").request().messages().getFirst();
  }

  public static Json.Obj json(String text) {
    return JSON.readObject(bytes(text));
  }

  public static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
