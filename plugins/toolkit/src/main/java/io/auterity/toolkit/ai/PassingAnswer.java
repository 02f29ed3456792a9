package io.auterity.toolkit.ai;

import io.auterity.spi.StreamEvent;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.WireEvent;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer that passes as it was written until one of its events must be read; that one
 * and all behind it are read.
 */
public final class PassingAnswer implements SseChatDecoder.Answer<StreamEvent> {

  /** The part of an answer that passes, in a vendor's dialect. */
  public interface Passage {

    /**
     * Lets an event pass.
     *
     * @param followed grows by events that reading would have told, with blanks for words, as far
     *     as reading must know of them to go on from here
     * @return whether it has passed; if not, nothing was changed
     */
    boolean pass(String data, List<StreamEvent> events, List<ChatEvent> followed);

    /** Ends what has passed, when nothing follows; false when that must be read as well. */
    boolean end(List<StreamEvent> events);

    /** Told when an event must be read, before it is; adds what else has been told by then. */
    default void turn(List<ChatEvent> followed) {}
  }

  private final Passage passage;
  private final SseChatDecoder.Answer<ChatEvent> reading;
  private final List<ChatEvent> followed = new ArrayList<>();
  private boolean reads;

  private interface Step {
    void tell(List<ChatEvent> events);
  }

  private PassingAnswer(Passage passage, SseChatDecoder.Answer<ChatEvent> reading) {
    this.passage = passage;
    this.reading = reading;
  }

  /**
   * Decodes one.
   *
   * @param reading knows of all that has passed
   */
  public static Decoder<StreamEvent> decoder(
      Passage passage, SseChatDecoder.Answer<ChatEvent> reading) {
    return new SseChatDecoder<>(new PassingAnswer(passage, reading), ChatEvent.Failed::new);
  }

  @Override
  public void take(String data, List<StreamEvent> events) {
    String line = reads ? null : inOneLine(data);
    if (!reads && (line == null || !passage.pass(line, events, followed))) {
      turn(events);
    }
    if (reads) {
      read(told -> reading.take(data, told), events);
    }
  }

  // What cannot be put in one line cannot pass.
  private static @Nullable String inOneLine(String data) {
    try {
      return data.indexOf('\n') < 0 ? data : JsonUtf8.read(data).toString();
    } catch (MalformedJsonException e) {
      return null;
    }
  }

  @Override
  public void end(List<StreamEvent> events) {
    if (!reads && passage.end(events)) {
      return;
    }
    if (!reads) {
      turn(events);
    }
    read(reading::end, events);
  }

  private void turn(List<StreamEvent> events) {
    reads = true;
    passage.turn(followed);
    if (!followed.isEmpty()) {
      events.add(new WireEvent.Read(followed));
      followed.clear();
    }
  }

  // What was told before a failure is handed on with it.
  private static void read(Step step, List<StreamEvent> events) {
    List<ChatEvent> told = new ArrayList<>();
    try {
      step.tell(told);
    } finally {
      events.addAll(told);
    }
  }
}
