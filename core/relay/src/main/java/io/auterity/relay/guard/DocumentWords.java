package io.auterity.relay.guard;

import io.auterity.spi.ai.Part;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of documents that are text: by the charset that their media type names or their first
 * bytes tell, else in UTF-8, and where they are none of it in ISO 8859-1, which any bytes are.
 */
final class DocumentWords {

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)\"?", Pattern.CASE_INSENSITIVE);

  private DocumentWords() {}

  /** Null where it is none, or only its address is there. */
  static @Nullable String text(Part.File file) {
    String type = file.mediaType() == null ? "" : file.mediaType().toLowerCase(Locale.ROOT);
    boolean words = type.startsWith("text/") || type.startsWith("application/json");
    if (!words || file.base64() == null) {
      return null;
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(file.base64());
      return new String(bytes, charset(type, bytes));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Charset charset(String type, byte[] bytes) {
    Charset marked = marked(bytes);
    Charset named = marked == null ? named(type) : marked;
    if (named != null) {
      return named;
    }
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1;
    }
  }

  // A byte order mark says more than a media type that somebody wrote.
  private static @Nullable Charset marked(byte[] bytes) {
    if (begins(bytes, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    if (begins(bytes, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    return begins(bytes, 0xEF, 0xBB, 0xBF) ? StandardCharsets.UTF_8 : null;
  }

  private static boolean begins(byte[] bytes, int... mark) {
    boolean same = bytes.length >= mark.length;
    for (int i = 0; same && i < mark.length; i++) {
      same = (bytes[i] & 0xFF) == mark[i];
    }
    return same;
  }

  private static @Nullable Charset named(String type) {
    Matcher name = CHARSET.matcher(type);
    try {
      return name.find() ? Charset.forName(name.group(1)) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The same document with other words, in the charset that it says, or in UTF-8 and saying so. */
  static Part.File of(Part.File file, String text) {
    String type = file.mediaType();
    Charset named = type == null ? null : named(type);
    boolean fits = named == null || (named.canEncode() && named.newEncoder().canEncode(text));
    Charset charset = named == null || !fits ? StandardCharsets.UTF_8 : named;
    String said =
        fits || type == null ? type : CHARSET.matcher(type).replaceFirst("; charset=utf-8");
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(charset));
    return new Part.File(file.name(), file.url(), said, base64, file.extra());
  }
}
