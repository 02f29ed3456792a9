package io.auterity.relay.attempt;

import io.auterity.platform.call.Invocation;
import io.auterity.relay.capture.JoinedPart;
import io.auterity.relay.thought.KeptThoughts;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * What an attempt's answer thinks before it calls tools, gathered until it has ended well. Confined
 * to the thread of the attempt.
 */
final class AttemptThoughts {

  /** Characters of a stream's thoughts and calls, beyond which nothing of it is kept. */
  static final int LONGEST = 1 << 18;

  private final Invocation invocation;
  private final String connector;
  private final KeptThoughts kept;
  private final List<Joined> parts = new ArrayList<>();
  private int characters;

  private record Joined(int index, JoinedPart part) {}

  AttemptThoughts(Invocation invocation, String connector, KeptThoughts kept) {
    this.invocation = invocation;
    this.connector = connector;
    this.kept = kept;
  }

  /** Takes an answer, or an event of one. */
  void saw(Record told) {
    if (!kept.concern(invocation)) {
      return;
    }
    switch (told) {
      case ChatResponse answer -> kept.keep(invocation, connector, answer.parts());
      case ChatEvent.PartDelta(int index, Part piece) -> join(index, piece);
      case ChatEvent.Finished _ when characters <= LONGEST ->
          kept.keep(invocation, connector, parts.stream().map(one -> one.part().whole()).toList());
      default -> {}
    }
  }

  // Of words it is enough that they stand there.
  private void join(int index, Part piece) {
    boolean goesOn = !parts.isEmpty() && parts.getLast().index() == index;
    if (piece instanceof Part.Text && goesOn) {
      return;
    }
    characters += piece instanceof Part.Text ? 0 : JoinedPart.length(piece);
    if (characters > LONGEST) {
      parts.clear();
      return;
    }
    Joined open = open(index, piece);
    if (!(piece instanceof Part.Text)) {
      open.part().add(piece);
    }
  }

  private Joined open(int index, Part piece) {
    for (Joined one : parts) {
      if (one.index() == index && one.part().isLike(piece) && JoinedPart.isPiece(piece)) {
        return one;
      }
    }
    Joined begun = new Joined(index, new JoinedPart(piece));
    parts.add(begun);
    return begun;
  }
}
