package io.auterity.provider.fit;

import io.auterity.platform.json.JsonReader;
import io.auterity.provider.target.ChatConstraints;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A conversation as a target takes it. */
final class FittedMessages {

  private static final String FOLLOWS = "(What the tool gave follows in the next message.)";

  private static final String UNREAD = "INVALID_JSON";

  private static final JsonReader ARGUMENTS = JsonReader.bounded(16 * 1024 * 1024, 1_000_000);

  private final ChatConstraints chatConstraints;
  private final Consumer<String> lost;

  private FittedMessages(ChatConstraints chatConstraints, Consumer<String> lost) {
    this.chatConstraints = chatConstraints;
    this.lost = lost;
  }

  static List<Message> of(
      List<Message> messages,
      ChatConstraints chatConstraints,
      ToolNames names,
      Consumer<String> lost) {
    return new FittedMessages(chatConstraints, lost).fit(names.there(messages));
  }

  private List<Message> fit(List<Message> given) {
    List<Message> fitted = given;
    if (chatConstraints.ids() != null || chatConstraints.idsOnce()) {
      fitted = CallPairs.spelled(fitted, chatConstraints.ids(), chatConstraints.idsOnce());
    }
    if (chatConstraints.answered()) {
      fitted = CallPairs.answered(fitted, lost);
    }
    if (chatConstraints.argumentObjects()) {
      fitted = PartChanges.all(fitted, this::withObject);
    }
    if (chatConstraints.resultsInWords() && anyResult(fitted)) {
      fitted = inWords(fitted);
    }
    if (!chatConstraints.blankTexts()) {
      fitted = withoutBlanks(fitted);
    }
    if (!chatConstraints.trailingBlanks()) {
      fitted = withoutTrailing(fitted);
    }
    if (!chatConstraints.systemAlone()) {
      fitted = withUser(fitted);
    }
    return fitted;
  }

  // What a model has written by halves stands in an object as the text that it is.
  private Part withObject(Part part) {
    if (!(part instanceof Part.ToolCall call) || isObject(call.arguments())) {
      return part;
    }
    lost.accept("messages.tool_call.arguments");
    String told = Json.EMPTY.with(UNREAD, Json.of(call.arguments())).toString();
    return new Part.ToolCall(call.id(), call.name(), told, call.extra());
  }

  private static boolean isObject(String arguments) {
    try {
      return arguments.isBlank()
          || ARGUMENTS.read(arguments.getBytes(StandardCharsets.UTF_8)) instanceof Json.Obj;
    } catch (CallFailedException e) {
      return false;
    }
  }

  private static boolean anyResult(List<Message> messages) {
    return messages.stream()
        .flatMap(message -> message.parts().stream())
        .anyMatch(part -> part instanceof Part.ToolResult result && !isWords(result));
  }

  private static boolean isWords(Part.ToolResult result) {
    return result.parts().stream()
        .allMatch(part -> isWords(part) || part instanceof Part.CachePoint);
  }

  // A text with members that are not known is one too.
  private static boolean isWords(Part.Content part) {
    return part instanceof Part.Text
        || (part instanceof Part.Opaque(String _, Json.Obj piece) && piece.text("text") != null);
  }

  // What is no word stands behind all answers to one message, where the user says it.
  private List<Message> inWords(List<Message> messages) {
    lost.accept("messages.tool_result.parts");
    List<Message> written = new ArrayList<>();
    List<Part> behind = new ArrayList<>();
    for (Message message : messages) {
      if (message.role() != Role.TOOL && !behind.isEmpty()) {
        written.add(new Message(Role.USER, List.copyOf(behind)));
        behind.clear();
      }
      written.add(PartChanges.all(List.of(message), part -> words(part, behind)).getFirst());
    }
    if (!behind.isEmpty()) {
      written.add(new Message(Role.USER, behind));
    }
    return written;
  }

  private static Part words(Part part, List<Part> behind) {
    if (!(part instanceof Part.ToolResult result) || isWords(result)) {
      return part;
    }
    List<Part.Content> words = new ArrayList<>();
    for (Part.Content content : result.parts()) {
      if (isWords(content)) {
        words.add(content);
      } else if (!(content instanceof Part.CachePoint)) {
        behind.add(content);
      }
    }
    if (words.isEmpty()) {
      words.add(new Part.Text(FOLLOWS));
    }
    return new Part.ToolResult(result.id(), words, result.error());
  }

  private List<Message> withoutBlanks(List<Message> messages) {
    List<Message> said = new ArrayList<>(messages.size());
    for (Message message : messages) {
      List<Part> parts = saysNothing(message) ? withoutTexts(message) : message.parts();
      if (!parts.isEmpty()) {
        said.add(
            parts.equals(message.parts())
                ? message
                : new Message(message.role(), parts, message.extra()));
      }
    }
    if (said.isEmpty() || said.equals(messages)) {
      return messages;
    }
    messages.stream()
        .filter(message -> saysNothing(message) && withoutTexts(message).isEmpty())
        .map(Message::extra)
        .filter(Objects::nonNull)
        .forEach(this::loseAll);
    return said;
  }

  private void loseAll(Map<String, Json.Obj> extra) {
    extra.forEach(
        (owner, fields) ->
            fields
                .fields()
                .keySet()
                .forEach(name -> lost.accept("messages.extra.%s.%s".formatted(owner, name))));
  }

  private static boolean saysNothing(Message message) {
    boolean blank = false;
    for (Part part : message.parts()) {
      if (part instanceof Part.Text(String text)) {
        if (!text.isBlank()) {
          return false;
        }
        blank = true;
      }
    }
    return blank || message.parts().isEmpty();
  }

  private static List<Part> withoutTexts(Message message) {
    List<Part> left = new ArrayList<>();
    for (Part part : message.parts()) {
      boolean mark = part instanceof Part.CachePoint && left.isEmpty();
      if (!(part instanceof Part.Text) && !mark) {
        left.add(part);
      }
    }
    return left;
  }

  private List<Message> withoutTrailing(List<Message> messages) {
    Message last = messages.isEmpty() ? null : messages.getLast();
    if (last == null
        || last.role() != Role.ASSISTANT
        || last.parts().isEmpty()
        || !(last.parts().getLast() instanceof Part.Text(String text))
        || text.equals(text.stripTrailing())) {
      return messages;
    }
    lost.accept("messages.text");
    List<Part> parts = new ArrayList<>(last.parts());
    parts.removeLast();
    if (!text.isBlank()) {
      parts.add(new Part.Text(text.stripTrailing()));
    }
    List<Message> cut = new ArrayList<>(messages);
    cut.removeLast();
    if (!parts.isEmpty()) {
      cut.add(new Message(last.role(), parts, last.extra()));
    }
    return cut;
  }

  private List<Message> withUser(List<Message> messages) {
    if (messages.isEmpty() || messages.stream().anyMatch(one -> one.role() != Role.SYSTEM)) {
      return messages;
    }
    lost.accept("messages.system");
    List<Message> turned = new ArrayList<>(messages);
    Message last = turned.removeLast();
    turned.add(new Message(Role.USER, last.parts(), last.extra()));
    return turned;
  }

  /** How many marks for the cache stand in a conversation. */
  static long marks(List<Message> messages) {
    return messages.stream()
        .flatMap(message -> message.parts().stream())
        .mapToLong(
            part ->
                part instanceof Part.ToolResult result
                    ? result.parts().stream().filter(Part.CachePoint.class::isInstance).count()
                    : part instanceof Part.CachePoint ? 1 : 0)
        .sum();
  }

  /** Without its first marks for the cache: the last ones hold all that stands before them. */
  static List<Message> withoutMarks(List<Message> messages, long first) {
    AtomicLong left = new AtomicLong(first);
    return PartChanges.all(
        messages,
        part ->
            switch (part) {
              case Part.CachePoint _ -> left.getAndDecrement() > 0 ? null : part;
              case Part.ToolResult result
                  when left.get() > 0
                      && result.parts().stream().anyMatch(Part.CachePoint.class::isInstance) -> {
                List<Part.Content> kept = new ArrayList<>();
                for (Part.Content content : result.parts()) {
                  if (!(content instanceof Part.CachePoint) || left.getAndDecrement() <= 0) {
                    kept.add(content);
                  }
                }
                yield new Part.ToolResult(result.id(), kept, result.error());
              }
              default -> part;
            });
  }
}
