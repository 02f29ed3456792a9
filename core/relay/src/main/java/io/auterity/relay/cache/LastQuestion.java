package io.auterity.relay.cache;

import io.auterity.relay.cache.semantic.NormalizedQuestion;
import io.auterity.relay.field.ValueDigest;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last question of a chat, which the semantic cache compares.
 *
 * @param context digest of all else that it says
 */
record LastQuestion(NormalizedQuestion question, String context) {

  /**
   * Null where there is none that can be compared: a chat that may call tools is meant to do what
   * it says, to the letter.
   */
  static @Nullable LastQuestion of(Record input) {
    if (!(input instanceof ChatRequest chat)
        || chat.messages().isEmpty()
        || (chat.tools() != null && !chat.tools().isEmpty())) {
      return null;
    }
    Message last = chat.messages().getLast();
    String text = last.role() == Role.USER ? text(last) : null;
    NormalizedQuestion question = text == null ? null : NormalizedQuestion.of(text);
    if (question == null) {
      return null;
    }
    List<Message> rest = new ArrayList<>(chat.messages());
    rest.set(rest.size() - 1, new Message(Role.USER, List.of(), last.extra()));
    String context = ValueDigest.of(chat.withMessages(rest));
    return context == null ? null : new LastQuestion(question, context);
  }

  // One with a picture asks of that.
  private static @Nullable String text(Message message) {
    List<String> texts = new ArrayList<>();
    for (Part part : message.parts()) {
      if (!(part instanceof Part.Text(String words))) {
        return null;
      }
      texts.add(words);
    }
    return String.join("\n", texts);
  }
}
