package io.auterity.toolkit.http;

import io.auterity.spi.Content;
import io.auterity.spi.WireRequest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form with files, as {@code multipart/form-data} (RFC 7578). Its boundary is made of a digest of
 * what is in it, so that equal forms are equal bytes and no part can hold it.
 */
public final class MultipartForm {

  private static final Pattern MEDIA_TYPE = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]*");
  private static final String UNKNOWN = "application/octet-stream";
  private static final int DIGITS = 16;

  private static final Map<String, String> ENDINGS =
      Map.ofEntries(
          Map.entry("audio/mpeg", "mp3"),
          Map.entry("audio/mp3", "mp3"),
          Map.entry("audio/mp4", "mp4"),
          Map.entry("audio/x-m4a", "m4a"),
          Map.entry("audio/m4a", "m4a"),
          Map.entry("audio/wav", "wav"),
          Map.entry("audio/x-wav", "wav"),
          Map.entry("audio/wave", "wav"),
          Map.entry("audio/webm", "webm"),
          Map.entry("video/webm", "webm"),
          Map.entry("video/mp4", "mp4"),
          Map.entry("audio/ogg", "ogg"),
          Map.entry("audio/flac", "flac"),
          Map.entry("audio/x-flac", "flac"),
          Map.entry("image/png", "png"),
          Map.entry("image/jpeg", "jpg"),
          Map.entry("image/webp", "webp"));

  private final List<Part> parts = new ArrayList<>();
  private final MessageDigest digest = digest();

  /** What stands between two boundaries. */
  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
  private record Part(String head, byte[] body) {}

  /** Adds a field; none when there is no value. */
  public MultipartForm field(String name, @Nullable String value) {
    if (value != null) {
      add("name=\"%s\"".formatted(quoted(name)), null, value.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Adds a file; none when there is no content. */
  public MultipartForm file(String name, @Nullable Content content) {
    if (content != null) {
      add(
          "name=\"%s\"; filename=\"%s\"".formatted(quoted(name), quoted(fileName(content))),
          MEDIA_TYPE.matcher(content.mediaType()).matches() ? content.mediaType() : UNKNOWN,
          content.bytes());
    }
    return this;
  }

  private void add(String disposition, @Nullable String type, byte[] body) {
    String head = "Content-Disposition: form-data; " + disposition + "\r\n";
    String whole = type == null ? head : head + "Content-Type: " + type + "\r\n";
    parts.add(new Part(whole, body));
    digest.update(whole.getBytes(StandardCharsets.UTF_8));
    digest.update(body);
  }

  /** The request that sends it. */
  public WireRequest post(URI uri) {
    Content whole = content();
    return new WireRequest(
        "POST", uri, Map.of("content-type", List.of(whole.mediaType())), whole.bytes());
  }

  /** What is sent, whose media type names the boundary; nothing may be added from now on. */
  public Content content() {
    String boundary = "auterity-" + HexFormat.of().formatHex(digest.digest(), 0, DIGITS);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Part part : parts) {
      write(body, "--" + boundary + "\r\n" + part.head() + "\r\n");
      body.writeBytes(part.body());
      write(body, "\r\n");
    }
    write(body, "--" + boundary + "--\r\n");
    return Content.of("multipart/form-data; boundary=" + boundary, body.toByteArray());
  }

  private static void write(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  // Vendors know what a file is by its ending.
  private static String fileName(Content content) {
    String name = content.name() == null ? "file" : content.name();
    String type = content.mediaType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    String ending = ENDINGS.get(type);
    return ending == null || name.contains(".") ? name : name + "." + ending;
  }

  // As browsers do it: HTML, multipart/form-data encoding algorithm.
  private static String quoted(String text) {
    return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
