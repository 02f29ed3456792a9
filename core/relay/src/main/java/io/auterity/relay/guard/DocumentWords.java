package io.auterity.relay.guard;

import io.auterity.spi.ai.Part;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words of documents that are text, in UTF-8. */
final class DocumentWords {

  private DocumentWords() {}

  /** Null where it is none, or only its address is there. */
  static @Nullable String text(Part.File file) {
    String type = file.mediaType() == null ? "" : file.mediaType().toLowerCase(Locale.ROOT);
    boolean words = type.startsWith("text/") || type.startsWith("application/json");
    if (!words || file.base64() == null) {
      return null;
    }
    try {
      return new String(Base64.getMimeDecoder().decode(file.base64()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The same document with other words. */
  static Part.File of(Part.File file, String text) {
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return new Part.File(file.name(), file.url(), file.mediaType(), base64, file.extra());
  }
}
