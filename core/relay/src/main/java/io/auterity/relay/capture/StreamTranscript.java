package io.auterity.relay.capture;

import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transcript of a stream as its caller got it, with the pieces of each part of a chat joined
 * for masking. What is cut in pieces cannot be masked. It is bounded; a stream's bytes beyond that
 * are not kept.
 */
public final class StreamTranscript {

  private static final int CHARACTERS = 1 << 20;
  private static final int EVENTS = 1_000;

  private final Map<Integer, JoinedPart> parts = new LinkedHashMap<>();
  private final List<Record> others = new ArrayList<>();
  private ChatEvent.@Nullable Started started;
  private ChatEvent.@Nullable Used used;
  private int characters;
  private boolean cut;

  public void add(Record event) {
    switch (event) {
      case ChatEvent.PartDelta(int index, Part part) -> join(index, part);
      case ChatEvent.Started began -> started = began;
      case ChatEvent.PartGrown ignored -> {}
      case ChatEvent.PartDone ignored -> {}
      case ChatEvent.Used soFar -> used = soFar;
      case ChatEvent.Finished end when cut -> keep(withoutXml(end));
      default -> keep(event);
    }
  }

  private void join(int index, Part part) {
    if (!JoinedPart.isPiece(part)) {
      keep(new ChatEvent.PartDelta(index, part));
      return;
    }
    characters += JoinedPart.length(part);
    if (characters > CHARACTERS) {
      cut = true;
      return;
    }
    parts.computeIfAbsent(index, first -> new JoinedPart(part)).add(part);
  }

  // It says again what was too long to be kept.
  private static ChatEvent.Finished withoutXml(ChatEvent.Finished end) {
    return new ChatEvent.Finished(end.reason(), end.detail(), end.extra());
  }

  private void keep(Record event) {
    if (others.size() < EVENTS) {
      others.add(event);
    } else {
      cut = true;
    }
  }

  /** The events again, each part in one, and of what was used the last. */
  public List<Record> events() {
    List<Record> all = new ArrayList<>(parts.size() + others.size() + 2);
    if (started != null) {
      all.add(started);
    }
    parts.forEach((index, joined) -> all.add(new ChatEvent.PartDelta(index, joined.whole())));
    if (used != null) {
      all.add(used);
    }
    all.addAll(others);
    return all;
  }

  /** Why it is not all; null when it is. */
  public @Nullable String note() {
    return cut ? "The beginning of a stream that was too long to be kept whole." : null;
  }
}
