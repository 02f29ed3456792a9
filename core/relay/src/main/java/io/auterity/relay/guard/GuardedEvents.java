package io.auterity.relay.guard;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.CallGuard.PieceStream;
import io.auterity.platform.call.CallGuard.Way;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatEvent.PartDelta;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the events of a call back from its caller while a guard looks at its answer. Words are let
 * go once their verdict is there; the arguments of a tool, which are JSON, once they are all there.
 * Parts may come in turns: each is looked at by itself until it is done.
 */
public final class GuardedEvents {

  /** Type of a refusal in OpenAI's form, and the field with its words. */
  private static final String REFUSAL = "refusal";

  private final CallGuard guard;

  /** The parts that are coming, by their index: they may come in turns. */
  private final SortedMap<Integer, Open> open = new TreeMap<>();

  /** A part that is coming. */
  private sealed interface Open permits Words, Arguments {}

  private static final class Words implements Open {
    private final int index;

    /** The first of its pieces, in whose form the others go. */
    private final Part form;

    private final PieceStream stream;

    /** What has come and was not let go yet, as long as nothing was changed. */
    private final StringBuilder unchanged = new StringBuilder();

    private boolean changed;

    private Words(int index, Part form, PieceStream stream) {
      this.index = index;
      this.form = form;
      this.stream = stream;
    }

    private Part part(String text) {
      return switch (form) {
        case Part.Reasoning _ -> new Part.Reasoning(text, null);
        case Part.Opaque(String dialect, Json.Obj refusal) ->
            new Part.Opaque(dialect, refusal.with(REFUSAL, Json.of(text)));
        default -> new Part.Text(text);
      };
    }

    private String take(String text) {
      unchanged.append(changed ? "" : text);
      return seen(stream.take(text));
    }

    private String finish() {
      return seen(stream.finish());
    }

    private String seen(String released) {
      if (!changed) {
        changed =
            released.length() > unchanged.length()
                || !released.contentEquals(unchanged.subSequence(0, released.length()));
        unchanged.delete(0, changed ? unchanged.length() : released.length());
      }
      return released;
    }
  }

  private record Arguments(int index, Part.ToolCall first, StringBuilder came) implements Open {}

  public GuardedEvents(CallGuard guard) {
    this.guard = guard;
  }

  /**
   * Takes the next event.
   *
   * @return what may go to the caller now, in order
   * @throws io.auterity.spi.CallFailedException {@code content_refused}
   */
  public List<Record> take(Record event) {
    List<Record> out = new ArrayList<>(2);
    switch (event) {
      case PartDelta(int index, Part.Text text) -> words(index, text, text.text(), out);
      case PartDelta(int index, Part.Opaque own) when refusal(own) != null ->
          words(index, own, String.valueOf(refusal(own)), out);
      case PartDelta(int index, Part.Reasoning thought) -> thought(index, thought, out);
      case PartDelta(int index, Part.ToolCall call) -> arguments(index, call, out);
      // Words that are held back, or others, are not told by their tokens either.
      case PartDelta(int _, Part.Logprobs _) -> {}
      case PartDelta delta -> {
        close(delta.index(), out);
        out.add(whole(delta));
      }
      case ChatEvent.PartDone(int index) -> {
        close(index, out);
        out.add(event);
      }
      case ChatEvent.PartGrown grown -> out.add(grown);
      case ChatEvent.Used used -> out.add(used);
      case ChatEvent.Started started -> out.add(started);
      default -> {
        closeAll(out);
        out.add(event);
      }
    }
    return out;
  }

  // The words of a refusal, which come in pieces as those of a text do; null of anything else.
  private static @Nullable String refusal(Part.Opaque own) {
    return own.value() instanceof Json.Obj value && REFUSAL.equals(value.text("type"))
        ? value.text(REFUSAL)
        : null;
  }

  private void words(int index, Part piece, String text, List<Record> out) {
    Words words;
    if (open.get(index) instanceof Words known && known.form.getClass() == piece.getClass()) {
      words = known;
    } else {
      close(index, out);
      words = new Words(index, piece, guard.stream());
      open.put(index, words);
    }
    show(words, words.take(text), out);
  }

  private static void show(Words words, String text, List<Record> out) {
    if (!text.isEmpty()) {
      out.add(new PartDelta(words.index, words.part(text)));
    }
  }

  // The vendor that signed a thought takes no other back, so one that is changed goes without
  // signature.
  private void thought(int index, Part.Reasoning thought, List<Record> out) {
    String text = thought.text();
    if (text != null && !text.isEmpty()) {
      words(index, thought, text, out);
    }
    if (thought.signature() != null) {
      Open ending = open.get(index);
      close(index, out);
      boolean changed = ending instanceof Words words && words.changed;
      if (!changed) {
        out.add(
            new PartDelta(index, new Part.Reasoning(null, thought.signature(), thought.dialect())));
      }
    }
  }

  private void arguments(int index, Part.ToolCall call, List<Record> out) {
    if (open.get(index) instanceof Arguments known) {
      known.came().append(call.arguments());
    } else {
      close(index, out);
      open.put(index, new Arguments(index, call, new StringBuilder(call.arguments())));
    }
  }

  private void closeAll(List<Record> out) {
    List.copyOf(open.keySet()).forEach(index -> close(index, out));
  }

  private void close(int index, List<Record> out) {
    switch (open.remove(index)) {
      case null -> {}
      case Words words -> show(words, words.finish(), out);
      case Arguments(int place, Part.ToolCall first, StringBuilder came) ->
          out.add(
              whole(
                  new PartDelta(
                      place,
                      new Part.ToolCall(
                          first.id(), first.name(), came.toString(), first.extra()))));
    }
  }

  private Record whole(PartDelta delta) {
    SpokenTexts texts = SpokenTexts.of(delta);
    return texts.with(guard.judge(Way.ANSWER, texts.pieces()));
  }
}
