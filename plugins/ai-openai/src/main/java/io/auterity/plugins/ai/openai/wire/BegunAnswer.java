package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Events;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Strips the prefix of an answer that its caller began, where the vendor says those words again.
 * The caller gets what the vendor goes on with, as from any other vendor. The vendor may say them
 * with or without the white space at their end, and none of it stands there twice.
 */
public final class BegunAnswer implements Events<ChatEvent> {

  private final Events<ChatEvent> told;
  private final String begun;
  private final String words;
  private final Deque<ChatEvent> ready = new ArrayDeque<>();
  private final StringBuilder held = new StringBuilder();
  private int index;
  private boolean again = true;

  private BegunAnswer(Events<ChatEvent> told, String begun) {
    this.told = told;
    this.begun = begun;
    this.words = begun.stripTrailing();
  }

  /** The same events without what their request had said already. */
  public static Events<ChatEvent> of(
      Events<ChatEvent> told, ChatRequest asked, VendorTraits traits) {
    String begun = begun(asked, traits);
    return begun.isBlank() ? told : new BegunAnswer(told, begun);
  }

  /** The same answer without what its request had said already. */
  public static ChatResponse of(ChatResponse answer, ChatRequest asked, VendorTraits traits) {
    String begun = begun(asked, traits);
    List<Part> parts = new ArrayList<>(answer.parts());
    if (begun.isBlank()
        || parts.isEmpty()
        || !(parts.getFirst() instanceof Part.Text(String text))
        || !text.startsWith(begun.stripTrailing())) {
      return answer;
    }
    parts.set(0, new Part.Text(text.substring(same(text, begun))));
    return new ChatResponse(
        answer.id(),
        answer.model(),
        parts,
        answer.reason(),
        answer.usage(),
        answer.extra(),
        answer.detail());
  }

  // Empty where the conversation ends otherwise, or the vendor does not say it again.
  private static String begun(ChatRequest asked, VendorTraits traits) {
    Message last = asked.messages().getLast();
    return traits.prefix() && last.role() == Role.ASSISTANT
        ? last.parts().stream()
            .filter(Part.Text.class::isInstance)
            .map(part -> ((Part.Text) part).text())
            .collect(Collectors.joining())
        : "";
  }

  @Override
  public @Nullable ChatEvent next() {
    while (ready.isEmpty()) {
      ChatEvent event = told.next();
      if (event == null) {
        return null;
      }
      take(event);
    }
    return ready.poll();
  }

  private void take(ChatEvent event) {
    switch (event) {
      case ChatEvent.PartDelta(int at, Part.Text(String text)) when again -> words(at, text);
      default -> {
        if (!held.isEmpty()) {
          release(rest(held.toString()));
        }
        ready.add(event);
      }
    }
  }

  private void words(int at, String text) {
    index = at;
    held.append(text);
    String all = held.toString();
    if (!begun.startsWith(all)) {
      release(rest(all));
    }
  }

  /** What is new in a text: all of it, unless it begins with all the words again. */
  private String rest(String all) {
    return all.startsWith(words) ? all.substring(same(all, begun)) : all;
  }

  /** How far two texts are the same. */
  private static int same(String one, String other) {
    int most = Math.min(one.length(), other.length());
    int same = 0;
    while (same < most && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  private void release(String text) {
    if (again && !text.isEmpty()) {
      ready.add(new ChatEvent.PartDelta(index, new Part.Text(text)));
    }
    again = false;
    held.setLength(0);
  }

  @Override
  public void close() {
    told.close();
  }
}
