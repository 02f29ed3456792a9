package io.auterity.relay.guard;

import io.auterity.spi.ai.Part;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Document text, in each way in which a vendor may decode it: as UTF-8, in the charset that the
 * media type names, or in the one that the first bytes tell, and where bytes are no UTF-8 perhaps
 * as ISO 8859-1. The author of the document chose them all.
 */
final class DocumentText {

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)\"?", Pattern.CASE_INSENSITIVE);

  /** What no language model reads as letters; pictures that are written in XML are not among it. */
  private static final Pattern BINARY =
      Pattern.compile(
          "((image|audio|video)/(?![^;]*\\+(xml|json))[a-z0-9.+-]{1,32}|application/(pdf|octet-stream))"
              + "(;\\s*(rate|codecs?|channels)=[a-z0-9.]{1,16})*",
          Pattern.CASE_INSENSITIVE);

  // Without backing up, since it may be megabytes.
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*+={0,2}");
  private static final int GROUP = 4;

  private static final List<Mark> MARKS =
      List.of(
          new Mark(StandardCharsets.UTF_32LE, "\u00FF\u00FE\0\0"),
          new Mark(StandardCharsets.UTF_32BE, "\0\0\u00FE\u00FF"),
          new Mark(StandardCharsets.UTF_16LE, "\u00FF\u00FE"),
          new Mark(StandardCharsets.UTF_16BE, "\u00FE\u00FF"));

  /** A byte order mark, with its bytes as ISO 8859-1. */
  private record Mark(Charset charset, String bytes) {}

  /** Whether that is a media type of pictures, sounds, films or other known bytes. */
  static boolean isBinary(String mediaType) {
    return BINARY.matcher(mediaType).matches();
  }

  /** Whether all of it is base64, with nothing between that decoders may leave out. */
  static boolean isBase64(String text) {
    return text.length() % GROUP == 0 && BASE64.matcher(text).matches();
  }

  /**
   * All its readings, the likeliest first, and what stands there where that is no base64; none
   * where it has no words, or only its address. What no known type says is read where it is UTF-8.
   */
  static List<String> texts(Part.File file) {
    String type = file.mediaType() == null ? "" : file.mediaType().toLowerCase(Locale.ROOT);
    String base64 = file.base64();
    if (base64 == null || isBinary(type)) {
      return List.of();
    }
    boolean words = type.startsWith("text/") || type.startsWith("application/json");
    byte[] bytes = decoded(base64);
    List<String> texts = new ArrayList<>();
    if (bytes.length > 0 && (words || isUtf8(bytes))) {
      texts.addAll(readings(type, bytes));
    }
    if (words && !isBase64(base64)) {
      texts.add(base64);
    }
    return List.copyOf(texts);
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static List<String> readings(String type, byte[] bytes) {
    Set<String> readings = new LinkedHashSet<>();
    String plain = new String(bytes, StandardCharsets.UTF_8);
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    boolean whole = isUtf8(bytes);
    if (whole) {
      readings.add(plain);
    }
    for (Mark mark : MARKS) {
      if (latin.startsWith(mark.bytes())) {
        readings.add(new String(bytes, mark.charset()));
      }
    }
    for (Charset named : named(type)) {
      readings.add(new String(bytes, named));
    }
    if (!whole) {
      readings.add(latin);
      readings.add(plain);
    }
    // Wide characters that nothing marks.
    readings.add(plain.replace("\0", ""));
    return List.copyOf(readings);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static List<Charset> named(String type) {
    return CHARSET
        .matcher(type)
        .results()
        .map(name -> name.group(1))
        .filter(DocumentText::isKnown)
        .map(Charset::forName)
        .toList();
  }

  private static boolean isKnown(String charset) {
    try {
      return Charset.isSupported(charset);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The same document with other words, in UTF-8; where it named a charset, it says so. */
  static Part.File of(Part.File file, String text) {
    String type = file.mediaType();
    String said = type;
    if (type != null && CHARSET.matcher(type).find()) {
      said = CHARSET.matcher(type).replaceAll("") + "; charset=utf-8";
    }
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return new Part.File(file.name(), file.url(), said, base64, file.extra());
  }

  /** The same words, of which nothing else is said than that they are. */
  static Part.File untyped(Part.File file) {
    return new Part.File(null, null, "text/plain;charset=utf-8", file.base64());
  }
}
