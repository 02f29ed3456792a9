package io.auterity.relay.answer;

import io.auterity.platform.call.CallGuard;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.XmlAnswer;
import io.auterity.spi.ai.XmlFormat;
import io.auterity.spi.ai.XmlFormat.DocumentTag;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One chat whose answer shall consist of named XML elements. The model is told so at the end of the
 * instructions, which is how vendors describe it and what every model reads; its answer is not
 * begun for it, as newer models refuse that. What the answer says is read of what its caller is
 * shown, after everybody who may change it.
 */
public final class XmlTurn {

  private static final String ELEMENT = "<%1$s>\u2026</%1$s>";

  private final XmlFormat format;
  private final StringBuilder said = new StringBuilder();

  /** Where in it another text begins than the one before. */
  private final NavigableSet<Integer> seams = new TreeSet<>();

  /** The part whose text came last; -1 before the first, and once that is over. */
  private int last = -1;

  private @Nullable CallGuard guard;

  private XmlTurn(XmlFormat format) {
    this.format = format;
  }

  /** Null for a call that asks for no such answer. */
  public static @Nullable XmlTurn of(Record input) {
    XmlFormat format = input instanceof ChatRequest chat ? chat.wantsXml() : null;
    return format == null ? null : new XmlTurn(format);
  }

  /** The input as a connector gets it: with an instruction instead of the format. */
  public static Record asked(Record input) {
    XmlFormat format = input instanceof ChatRequest chat ? chat.wantsXml() : null;
    if (format == null) {
      return input;
    }
    ChatRequest chat = (ChatRequest) input;
    return chat.withMessages(instructed(chat.messages(), new Part.Text(instruction(format))))
        .withAnswerFormat(null);
  }

  private static List<Message> instructed(List<Message> messages, Part.Text instruction) {
    List<Message> all = new ArrayList<>(messages);
    Message first = all.isEmpty() ? null : all.getFirst();
    if (first == null || first.role() != Role.SYSTEM) {
      all.addFirst(new Message(Role.SYSTEM, List.of(instruction)));
      return all;
    }
    List<Part> parts = new ArrayList<>(first.parts());
    parts.add(instruction);
    all.set(0, new Message(Role.SYSTEM, parts, first.extra()));
    return all;
  }

  /** What a model is told. */
  static String instruction(XmlFormat format) {
    List<String> tags = format.tags() == null ? List.of() : format.tags();
    List<DocumentTag> documents = format.documents() == null ? List.of() : format.documents();
    StringBuilder text =
        new StringBuilder(
            "Write the whole answer in the XML elements below, with nothing before, between or"
                + " after them.");
    if (!tags.isEmpty()) {
      text.append(" These come once each, in this order:\n").append(lines(tags));
    }
    if (!documents.isEmpty()) {
      text.append(tags.isEmpty() ? " " : "\n")
          .append("Put each document into an element of its own, as many as there are:\n")
          .append(documents.stream().map(XmlTurn::line).collect(Collectors.joining("\n")));
    }
    return text.append("\nWrite the tags exactly so, and what stands in them as it is, unescaped.")
        .toString();
  }

  private static String lines(List<String> tags) {
    return tags.stream().map(ELEMENT::formatted).collect(Collectors.joining("\n"));
  }

  private static String line(DocumentTag document) {
    String attributes =
        document.attributes() == null
            ? ""
            : document.attributes().stream()
                .map(" %s=\"\u2026\""::formatted)
                .collect(Collectors.joining());
    return "<%1$s%2$s>\u2026</%1$s>".formatted(document.tag(), attributes);
  }

  /** Notes who looks at the words of the answer before its caller is shown them. */
  public void guardedBy(CallGuard one) {
    guard = one;
  }

  /**
   * The next event that the caller is shown: the last one with what the words before it said.
   *
   * @throws io.auterity.spi.CallFailedException {@code content_refused}
   */
  public Record take(Record event) {
    switch (event) {
      case ChatEvent.PartDelta(int index, Part.Text(String text)) -> hear(index, text);
      case ChatEvent.PartDelta(int index, Part _) when index == last -> last = -1;
      case ChatEvent.PartDone(int index) when index == last -> last = -1;
      case ChatEvent.Finished end when isAnswer(end.reason()) -> {
        return end.withXml(shown(elements()));
      }
      default -> {}
    }
    return event;
  }

  // One more than may be read tells that it is too long.
  private void hear(int index, String text) {
    if (index != last && !said.isEmpty()) {
      seams.add(said.length());
    }
    last = index;
    int room = XmlReading.LONGEST + 1 - said.length();
    said.append(text, 0, Math.min(text.length(), room));
  }

  private ReadElements elements() {
    return XmlReading.of(format, said.toString(), seams);
  }

  private XmlAnswer shown(ReadElements read) {
    return guard == null ? read.answer() : read.judgedBy(guard);
  }

  /**
   * A whole answer as the caller is shown it, with what it says.
   *
   * @throws io.auterity.spi.CallFailedException {@code content_refused}
   */
  public Record read(Record answer) {
    return answer instanceof ChatResponse chat && isAnswer(chat.reason())
        ? chat.withXml(shown(elements(chat)))
        : answer;
  }

  /** Whether an answer is as it was asked for, or none that is to be in this form. */
  public boolean fits(ChatResponse answer) {
    return !isAnswer(answer.reason()) || elements(answer).answer().faults().isEmpty();
  }

  private ReadElements elements(ChatResponse answer) {
    XmlTurn whole = new XmlTurn(format);
    for (int i = 0; i < answer.parts().size(); i++) {
      if (answer.parts().get(i) instanceof Part.Text(String text)) {
        whole.hear(i, text);
      }
    }
    return whole.elements();
  }

  // A call of a tool, a pause or a refusal is no answer yet, or none at all.
  private static boolean isAnswer(FinishReason reason) {
    return switch (reason) {
      case TOOL_CALLS, PAUSED, CONTENT_REFUSED -> false;
      default -> true;
    };
  }
}
