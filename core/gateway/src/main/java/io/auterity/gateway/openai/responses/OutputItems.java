package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.MediaNotice;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The items of one answer. Calls grow side by side, as the model makes them; words and thoughts
 * follow one another, and each ends when another item begins.
 */
final class OutputItems {

  private final String ids;
  private final UnsupportedParts keeper;
  private final ResponseEventSink responseEventSink;
  private final @Nullable MediaNotice notices;
  private final List<OutputItem> items = new ArrayList<>();
  private final Set<Integer> done = new HashSet<>();
  private boolean refuses;

  /**
   * @param ids what the ids of all items have in common
   * @param notices says what no item shows; null where nobody is to be told
   */
  OutputItems(
      String ids,
      UnsupportedParts keeper,
      ResponseEventSink responseEventSink,
      @Nullable MediaNotice notices) {
    this.ids = ids;
    this.keeper = keeper;
    this.responseEventSink = responseEventSink;
    this.notices = notices;
  }

  /** Whether there is anything in this piece for the caller. */
  static boolean carries(Part piece) {
    return switch (piece) {
      case Part.Text(String text) -> !text.isEmpty();
      case Part.Reasoning thought ->
          thought.signature() != null || (thought.text() != null && !thought.text().isEmpty());
      default -> true;
    };
  }

  /** Whether the model refused in words of its own. */
  boolean refuses() {
    return refuses;
  }

  /** More of the answer's part of that number. */
  void add(int part, Part piece) {
    refuses |= OutputItem.refusal(piece) != null;
    OutputItem item = growing(part, piece);
    if (item == null) {
      if (piece instanceof Part.ToolCall && done.contains(part)) {
        return;
      }
      closeWords();
      item = begin(part, piece);
      items.add(item);
    }
    item.add(part, piece);
    if (item instanceof OutputItem.Whole) {
      item.close(true);
      tell(part, notices == null ? null : notices.of(piece));
    }
  }

  private void tell(int part, @Nullable String notice) {
    if (notice != null) {
      add(part, new Part.Text(notice));
      closeWords();
    }
  }

  private @Nullable OutputItem growing(int part, Part piece) {
    for (int i = items.size() - 1; i >= 0; i--) {
      OutputItem item = items.get(i);
      if (item.open() && item.takes(part, piece)) {
        return item;
      }
    }
    return null;
  }

  private OutputItem begin(int part, Part piece) {
    int place = items.size();
    String id = ids + "_" + place;
    OutputItem item =
        switch (piece) {
          case Part.Reasoning _ ->
              new OutputItem.Thought(responseEventSink, place, "rs_" + id, part, keeper);
          case Part.ToolCall call ->
              new OutputItem.Called(responseEventSink, place, "fc_" + id, part, call);
          case Part.Text _ -> new OutputItem.Spoken(responseEventSink, place, "msg_" + id);
          case Part.Opaque _ when OutputItem.refusal(piece) != null ->
              new OutputItem.Spoken(responseEventSink, place, "msg_" + id);
          default -> new OutputItem.Whole(responseEventSink, place, "rs_" + id, piece, keeper);
        };
    return item.begun();
  }

  private void closeWords() {
    for (OutputItem item : items) {
      if (item.open() && !(item instanceof OutputItem.Called)) {
        item.close(true);
      }
    }
  }

  /** Says that a part is whole: a call ends then, words may still be followed by their sources. */
  void done(int part) {
    for (OutputItem item : items) {
      if (item.open() && item instanceof OutputItem.Called called && called.isOf(part)) {
        item.close(true);
      }
    }
    done.add(part);
  }

  /**
   * Ends them all.
   *
   * @param whole whether the answer is; the last item is not if it is not
   */
  void end(boolean whole) {
    for (OutputItem item : items) {
      if (item.open()) {
        item.close(whole);
      }
    }
  }

  Json.Arr json() {
    return Json.array(items.stream().map(OutputItem::json).toList());
  }
}
