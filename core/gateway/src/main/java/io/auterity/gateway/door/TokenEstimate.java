package io.auterity.gateway.door;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenCount;
import io.auterity.spi.ai.Tool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * About how many tokens a chat is, where no vendor tells: four bytes of text are a token, as they
 * are on average in English and in code, and a picture is as many as the vendors that publish it
 * count for one of a megapixel.
 */
final class TokenEstimate {

  private static final int BYTES = 4;
  private static final int MESSAGE = 4;
  private static final int PICTURE = 1_600;

  /** Bytes of a file that is not words: a page of a PDF is about 100 KB and 2,000 tokens. */
  private static final int FILE_BYTES = 50;

  static TokenCount of(ChatRequest request) {
    long bytes = 0;
    long tokens = 0;
    for (Message message : request.messages()) {
      tokens += MESSAGE;
      for (Part part : message.parts()) {
        bytes += bytes(part);
      }
    }
    for (Tool tool : request.tools() == null ? List.<Tool>of() : request.tools()) {
      bytes += size(tool.name()) + size(tool.description()) + size(tool.parameters());
    }
    bytes += size(request.answerSchema());
    return new TokenCount(tokens + (bytes + BYTES - 1) / BYTES, true);
  }

  /** About as many as these texts are. */
  static long of(List<String> texts) {
    return texts.stream().mapToLong(text -> (size(text) + BYTES - 1) / BYTES).sum();
  }

  private static long bytes(Part part) {
    return switch (part) {
      case Part.Text(String text) -> size(text);
      case Part.Image _ -> (long) BYTES * PICTURE;
      case Part.File file -> bytes(file);
      case Part.Audio sound -> decoded(sound.base64()) * BYTES / FILE_BYTES;
      case Part.ToolCall call -> size(call.name()) + size(call.arguments());
      case Part.ToolResult result -> result.parts().stream().mapToLong(TokenEstimate::bytes).sum();
      case Part.Reasoning thought -> size(thought.text());
      case Part.Citation source -> size(source.text());
      case Part.Opaque(String _, Json value) -> size(value);
      default -> 0;
    };
  }

  private static long bytes(Part.File file) {
    long size = decoded(file.base64());
    return file.mediaType() != null && file.mediaType().startsWith("text/")
        ? size
        : Math.max((long) BYTES * PICTURE, size * BYTES / FILE_BYTES);
  }

  private static long decoded(@Nullable String base64) {
    return base64 == null ? 0 : base64.length() * 3L / 4;
  }

  private static long size(@Nullable Json value) {
    return value == null ? 0 : size(value.toString());
  }

  // Bytes of UTF-8, without making them.
  private static long size(@Nullable String text) {
    return text == null
        ? 0
        : text.chars()
            .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate((char) c) ? 2 : 3)
            .sum();
  }
}
