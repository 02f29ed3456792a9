package io.auterity.relay.call;

import io.auterity.platform.catalogue.Payload;
import io.auterity.relay.field.RecordFields;
import io.auterity.spi.Json;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The estimated size of an input in tokens, at most and probably, and the kinds of content that
 * stand in it. It is read in one walk that copies nothing. A token is at least one byte of text, so
 * bytes bound tokens; pictures, files and a vendor's own pieces, whose bytes say little, count as
 * {@link #PICTURE_TOKENS} at least.
 */
public final class InputSize {

  /**
   * OpenAI bills a picture in high detail as a base and up to eight tiles, at most 2,833 + 8 ×
   * 5,667 tokens (gpt-4o-mini), the most of the vendors that publish it.
   */
  public static final int PICTURE_TOKENS = 50_000;

  private static final long OVERHEAD = 256;
  private static final long LIKELY_PICTURE = 1_000;
  private static final long BYTES_PER_TOKEN = 4;

  /** What is more than words. */
  public enum Content {
    PICTURE,
    AUDIO
  }

  private final Set<Content> contents = EnumSet.noneOf(Content.class);
  private long most = OVERHEAD;
  private long words;
  private long pictures;

  private InputSize() {}

  public static InputSize of(Record input) {
    InputSize size = new InputSize();
    if (input instanceof EmbeddingRequest texts && texts.tokens() != null) {
      size.count(texts.tokens());
      return size;
    }
    size.most += size.components(input);
    return size;
  }

  // These are the tokens themselves: there is nothing to estimate.
  private void count(List<List<Integer>> tokens) {
    most = tokens.stream().mapToLong(List::size).sum();
    words = most * BYTES_PER_TOKEN;
  }

  /** Of a chat of which only the frame was read. */
  public static InputSize of(Payload.OfWire wire) {
    InputSize size = of(wire.body().frame());
    size.most += wire.unread().most();
    size.words += wire.unread().words();
    size.pictures += wire.unread().pieces();
    if (wire.unread().pictures()) {
      size.contents.add(Content.PICTURE);
    }
    if (wire.unread().sounds()) {
      size.contents.add(Content.AUDIO);
    }
    return size;
  }

  /** The same with another message of that text. */
  public InputSize and(String text) {
    InputSize size = new InputSize();
    size.contents.addAll(contents);
    size.most = most;
    size.words = words;
    size.pictures = pictures;
    size.most += 64 + size.value(text);
    return size;
  }

  /** What a record adds to the most besides the text in it. */
  public static long around(Record record) {
    return new InputSize().components(record);
  }

  /** How many bytes a piece of text has in UTF-8. */
  public static long bytes(char[] text, int from, int length) {
    long size = 0;
    for (int i = from; i < from + length; i++) {
      size += bytes(text[i]);
    }
    return size;
  }

  /** No vendor counts more. */
  public long most() {
    return most;
  }

  /** As vendors usually count. */
  public long likely() {
    return (words + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN + pictures * LIKELY_PICTURE;
  }

  public boolean has(Content content) {
    return contents.contains(content);
  }

  // Every value counts a little more than its text, for what a vendor's format puts around it.
  private long value(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case String text -> 8 + text(text);
      case Json json -> 8 + json(json);
      case Part.Image picture -> piece(picture, Content.PICTURE);
      case Part.Audio audio -> piece(audio, Content.AUDIO);
      case Part.File file -> piece(file, null);
      case Part.Opaque piece when !isWords(piece) -> piece(piece, null);
      case io.auterity.spi.Content bytes -> bytes.isPicture() ? picture() : 24;
      case Message said when said.role() == Role.ASSISTANT -> said(said);
      case Record record -> components(record);
      case Collection<?> items -> {
        long sum = 8;
        for (Object item : items) {
          sum += value(item);
        }
        yield sum;
      }
      case Map<?, ?> map -> 8 + value(map.keySet()) + value(map.values());
      default -> 24;
    };
  }

  // What a model spoke before is left out for one that cannot hear it.
  private long said(Message message) {
    boolean heard = contents.contains(Content.AUDIO);
    long size = components(message);
    if (!heard) {
      contents.remove(Content.AUDIO);
    }
    return size;
  }

  // Its bytes are no words, so they say nothing of how many tokens it probably is.
  private long piece(Record piece, @Nullable Content content) {
    if (content != null) {
      contents.add(content);
    }
    long before = words;
    long bytes = components(piece);
    words = before;
    pictures++;
    return Math.max(PICTURE_TOKENS, bytes);
  }

  private long picture() {
    pictures++;
    return PICTURE_TOKENS;
  }

  // Text with a vendor's marks on it; whatever else a vendor knows may be a picture or a file.
  private static boolean isWords(Part.Opaque piece) {
    String type = piece.value() instanceof Json.Obj object ? object.text("type") : null;
    return "text".equals(type) || "refusal".equals(type);
  }

  private long components(Record record) {
    long sum = 8;
    for (Object component : RecordFields.of(record).values(record)) {
      sum += value(component);
    }
    return sum;
  }

  private long json(Json value) {
    return switch (value) {
      case Json.Str(String text) -> 2 + quoted(text);
      case Json.Arr(var items) -> {
        long sum = 2;
        for (Json item : items) {
          sum += 1 + json(item);
        }
        yield sum;
      }
      case Json.Obj(Map<String, Json> fields) -> {
        long sum = 2;
        for (Map.Entry<String, Json> field : fields.entrySet()) {
          sum += 4 + quoted(field.getKey()) + json(field.getValue());
        }
        yield sum;
      }
      default -> text(value.toString());
    };
  }

  private long text(String text) {
    long size = 0;
    for (int i = 0; i < text.length(); i++) {
      size += bytes(text.charAt(i));
    }
    words += size;
    return size;
  }

  // As it stands in JSON, where some letters take more.
  private long quoted(String text) {
    long more = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      more += letter < 0x20 ? 5 : letter == '"' || letter == '\\' ? 1 : 0;
    }
    return text(text) + more;
  }

  // In UTF-8; half of a character that takes two counts as two bytes.
  private static int bytes(char letter) {
    if (letter < 0x80) {
      return 1;
    }
    return letter < 0x800 || Character.isSurrogate(letter) ? 2 : 3;
  }
}
