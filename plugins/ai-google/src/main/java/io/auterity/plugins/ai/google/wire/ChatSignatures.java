package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of the model's thoughts as Google's OpenAI-compatible endpoint puts them on calls of
 * tools, {@code extra_content.google.thought_signature}, in the place where its own API has them:
 * ai.google.dev/gemini-api/docs/openai, "Thought signatures".
 */
final class ChatSignatures {

  private static final String CHAT = "openai";
  private static final String CONTENT = "extra_content";

  static List<Message> own(List<Message> messages) {
    return messages.stream().map(ChatSignatures::own).toList();
  }

  private static Message own(Message message) {
    List<Part> parts = message.parts().stream().map(ChatSignatures::own).toList();
    return parts.equals(message.parts())
        ? message
        : new Message(message.role(), parts, message.extra());
  }

  private static Part own(Part part) {
    if (!(part instanceof Part.ToolCall call)) {
      return part;
    }
    String signature = signature(Extra.in(call.extra(), CHAT));
    if (signature == null || call.extra() == null) {
      return part;
    }
    Map<String, Json.Obj> extra = new LinkedHashMap<>(call.extra());
    Map<String, Json> chats = new LinkedHashMap<>(Extra.in(extra, CHAT).fields());
    chats.remove(CONTENT);
    extra.put(CHAT, new Json.Obj(chats));
    Map<String, Json> own = new LinkedHashMap<>(Extra.in(extra, GeminiFit.DIALECT).fields());
    own.putIfAbsent(ContentParts.SIGNATURE, Json.of(signature));
    extra.put(GeminiFit.DIALECT, new Json.Obj(own));
    return new Part.ToolCall(call.id(), call.name(), call.arguments(), extra);
  }

  private static @Nullable String signature(Json.Obj chats) {
    return chats.get(CONTENT) instanceof Json.Obj content
            && content.get("google") instanceof Json.Obj google
        ? google.text("thought_signature")
        : null;
  }
}
