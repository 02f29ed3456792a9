package io.auterity.platform.catalogue;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.WireBody;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Input or output of a call: JSON at the generic doors, the operation's record at typed ones. */
public sealed interface Payload {

  record OfJson(Json.Obj value) implements Payload {}

  record OfRecord(Record value) implements Payload {}

  /**
   * A chat as its caller wrote it, of which only what planning needs was read. The whole record is
   * made when it is asked for, and once.
   */
  final class OfWire implements Payload {

    private final WireBody body;
    private final Unread unread;
    private final Supplier<ChatRequest> reader;
    private volatile @Nullable ChatRequest whole;

    /**
     * What the conversation adds to the size of the input.
     *
     * @param most tokens
     * @param words bytes of text
     * @param pieces how many pictures and sounds stand in it
     * @param pictures whether any of them is a picture
     * @param sounds whether any of them is a sound
     */
    public record Unread(long most, long words, long pieces, boolean pictures, boolean sounds) {}

    /**
     * @param reader reads all of it, which is known to succeed
     */
    public OfWire(WireBody body, Unread unread, Supplier<ChatRequest> reader) {
      this.body = body;
      this.unread = unread;
      this.reader = reader;
    }

    public WireBody body() {
      return body;
    }

    public Unread unread() {
      return unread;
    }

    public ChatRequest whole() {
      ChatRequest known = whole;
      if (known == null) {
        known = reader.get();
        whole = known;
      }
      return known;
    }

    /** The whole of it, with what that frame says. */
    public ChatRequest whole(ChatRequest frame) {
      return frame.withMessages(whole().messages());
    }
  }

  static Payload of(Json.Obj value) {
    return new OfJson(value);
  }

  static Payload of(Record value) {
    return new OfRecord(value);
  }
}
