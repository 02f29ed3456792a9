package io.auterity.relay.answer;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;

/** Chats with the model {@code m} that ask for nothing else, and its answers. */
public final class Chats {

  private Chats() {}

  /** A question alone. */
  public static ChatRequest asking(String words) {
    return asking(List.of(Message.text(Role.USER, words)));
  }

  public static ChatRequest asking(List<Message> messages) {
    return ChatRequest.builder("m", messages).build();
  }

  /** A whole answer of three tokens read and one written. */
  public static ChatResponse saying(String words) {
    return saying(FinishReason.STOP, List.of(new Part.Text(words)));
  }

  public static ChatResponse saying(FinishReason reason, List<Part> parts) {
    return new ChatResponse("1", "m", parts, reason, new TokenUsage(3, 1, 0, 0), null);
  }
}
