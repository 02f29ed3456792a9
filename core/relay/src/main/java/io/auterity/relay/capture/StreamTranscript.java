package io.auterity.relay.capture;

import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a caller got of a stream, with the pieces of each part of a chat joined: what is cut in
 * pieces cannot be masked. It is bounded; a stream's bytes beyond that are not kept.
 */
public final class StreamTranscript {

  private static final int CHARACTERS = 1 << 20;
  private static final int EVENTS = 1_000;

  private final Map<Integer, Joined> parts = new LinkedHashMap<>();
  private final List<Record> others = new ArrayList<>();
  private ChatEvent.@Nullable Started started;
  private ChatEvent.@Nullable Used used;
  private int characters;
  private boolean cut;

  private static final class Joined {
    private final Part first;
    private final StringBuilder text = new StringBuilder();
    private @Nullable String signature;
    private @Nullable String dialect;
    private final List<TokenLogprob> tokens = new ArrayList<>();

    private Joined(Part first) {
      this.first = first;
    }

    private void add(Part part, String piece) {
      text.append(piece);
      if (part instanceof Part.Reasoning thought && thought.signature() != null) {
        signature = thought.signature();
        dialect = thought.dialect();
      }
      if (part instanceof Part.Logprobs more) {
        tokens.addAll(more.tokens());
      }
    }
  }

  public void add(Record event) {
    switch (event) {
      case ChatEvent.PartDelta(int index, Part part) -> join(index, part);
      case ChatEvent.Started began -> started = began;
      case ChatEvent.PartGrown ignored -> {}
      case ChatEvent.PartDone ignored -> {}
      case ChatEvent.Used soFar -> used = soFar;
      default -> keep(event);
    }
  }

  private void join(int index, Part part) {
    String piece = text(part);
    if (piece == null) {
      keep(new ChatEvent.PartDelta(index, part));
      return;
    }
    characters += piece.length();
    if (characters > CHARACTERS) {
      cut = true;
      return;
    }
    parts.computeIfAbsent(index, first -> new Joined(part)).add(part, piece);
  }

  private void keep(Record event) {
    if (others.size() < EVENTS) {
      others.add(event);
    } else {
      cut = true;
    }
  }

  private static @Nullable String text(Part part) {
    return switch (part) {
      case Part.Text text -> text.text();
      case Part.Reasoning reasoning -> reasoning.text() == null ? "" : reasoning.text();
      case Part.ToolCall call -> call.arguments();
      case Part.Logprobs more ->
          more.tokens().stream().map(TokenLogprob::token).collect(Collectors.joining());
      default -> null;
    };
  }

  /** The events again, each part in one, and of what was used the last. */
  public List<Record> events() {
    List<Record> all = new ArrayList<>(parts.size() + others.size() + 2);
    if (started != null) {
      all.add(started);
    }
    parts.forEach((index, joined) -> all.add(new ChatEvent.PartDelta(index, whole(joined))));
    if (used != null) {
      all.add(used);
    }
    all.addAll(others);
    return all;
  }

  private static Part whole(Joined joined) {
    String text = joined.text.toString();
    return switch (joined.first) {
      case Part.Reasoning _ ->
          new Part.Reasoning(text.isEmpty() ? null : text, joined.signature, joined.dialect);
      case Part.Logprobs _ -> new Part.Logprobs(joined.tokens);
      case Part.ToolCall first -> new Part.ToolCall(first.id(), first.name(), text, first.extra());
      default -> new Part.Text(text);
    };
  }

  /** Why it is not all; null when it is. */
  public @Nullable String note() {
    return cut ? "The beginning of a stream that was too long to be kept whole." : null;
  }
}
