package io.auterity.gateway.dialect;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes inside a URL: {@code data:image/png;base64,…}. */
public record DataUrl(String mediaType, String base64) {

  private static final Pattern HEAD =
      Pattern.compile("data:([a-z]+/[a-z0-9.+-]+);base64,", Pattern.CASE_INSENSITIVE);

  /**
   * Bytes of what their type says they are, whatever the field in which they came: a picture, sound
   * or a document.
   *
   * @param name of a document
   */
  public Part.Content part(@Nullable String name, @Nullable Map<String, Json.Obj> extra) {
    return part(mediaType, base64, name, extra);
  }

  /** The same of bytes that stand beside their type. */
  public static Part.Content part(
      String mediaType,
      String base64,
      @Nullable String name,
      @Nullable Map<String, Json.Obj> extra) {
    String type = mediaType.toLowerCase(Locale.ROOT);
    if (type.startsWith("image/")) {
      return new Part.Image(null, mediaType, base64, extra);
    }
    return type.startsWith("audio/") && name == null && extra == null
        ? new Part.Audio(mediaType, base64)
        : new Part.File(name, null, mediaType, base64, extra);
  }

  /** The address of a picture, which may be its bytes. */
  public static String of(Part.Image picture) {
    return picture.url() == null
        ? "data:%s;base64,%s".formatted(picture.mediaType(), picture.base64())
        : picture.url();
  }

  /** Whether a URL is of that form. */
  public static boolean is(CharSequence url) {
    return HEAD.matcher(url).lookingAt();
  }

  /** Whether the bytes of a URL of that form are those of a picture. */
  public static boolean isPicture(CharSequence url) {
    Matcher head = HEAD.matcher(url);
    return head.lookingAt() && head.group(1).toLowerCase(Locale.ROOT).startsWith("image/");
  }

  /** Reads a URL of that form; empty for any other. */
  public static Optional<DataUrl> read(String url) {
    Matcher head = HEAD.matcher(url);
    return head.lookingAt()
        ? Optional.of(new DataUrl(head.group(1), url.substring(head.end())))
        : Optional.empty();
  }
}
