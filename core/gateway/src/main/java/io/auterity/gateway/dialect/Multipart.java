package io.auterity.gateway.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form as {@code multipart/form-data} (RFC 7578), read part by part as it comes: no more of it is
 * held than a buffer. What is malformed is refused with {@code invalid}.
 */
public final class Multipart {

  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_LINE = 4 * 1024;
  private static final int MOST_HEADERS = 16;
  private static final int MOST_PARTS = 64;

  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([^=;\\s]+)\\s*=\\s*(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^;\\s]*))");
  private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[^ ]");

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER];
  // The line break before the first delimiter may be missing: it stands there always.
  private int from;
  private int to = 2;
  private int parts;
  private boolean inPart = true;
  private boolean ended;

  private Multipart(InputStream in, String boundary) {
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(ISO_8859_1);
    buffer[0] = '\r';
    buffer[1] = '\n';
  }

  /**
   * One field of a form.
   *
   * @param file name of a file; null when the field is none
   * @param type its media type; null when it tells none
   * @param content can be read until the next part is asked for
   */
  public record Field(
      String name, @Nullable String file, @Nullable String type, InputStream content) {

    /** All of a short text. */
    public String text() throws IOException {
      byte[] bytes = content.readNBytes(LONGEST_LINE + 1);
      if (bytes.length > LONGEST_LINE) {
        throw FieldRefusals.invalid(name, "is longer than %d bytes".formatted(LONGEST_LINE));
      }
      return new String(bytes, UTF_8);
    }
  }

  /** The form in a body of this {@code content-type}. */
  public static Multipart of(@Nullable String contentType, InputStream body) {
    String type = contentType == null ? "" : contentType.strip();
    String boundary = parameters(type).get("boundary");
    if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
        || boundary == null
        || !BOUNDARY.matcher(boundary).matches()) {
      throw malformed("its content-type must be multipart/form-data with a boundary");
    }
    return new Multipart(body, boundary);
  }

  /** The next field, after what is left of the one before; null behind the last. */
  public @Nullable Field next() throws IOException {
    if (ended) {
      return null;
    }
    skip();
    if (isLast()) {
      ended = true;
      return null;
    }
    if (++parts > MOST_PARTS) {
      throw malformed("it has more than %d parts".formatted(MOST_PARTS));
    }
    Map<String, String> headers = headers();
    String disposition = headers.getOrDefault("content-disposition", "");
    Map<String, String> told = parameters(disposition);
    String name = told.get("name");
    if (name == null || !disposition.toLowerCase(Locale.ROOT).startsWith("form-data")) {
      throw malformed("a part has no name");
    }
    inPart = true;
    return new Field(name, told.get("filename"), headers.get("content-type"), new Content(parts));
  }

  private void skip() throws IOException {
    byte[] away = new byte[8 * 1024];
    while (read(away, 0, away.length) >= 0) {
      // It is not wanted.
    }
  }

  // Behind a delimiter stand two dashes, or the end of its line.
  private boolean isLast() throws IOException {
    String rest = line();
    if (rest.startsWith("--")) {
      return true;
    }
    if (!rest.isBlank()) {
      throw malformed("something stands behind a boundary");
    }
    return false;
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() == MOST_HEADERS) {
        throw malformed("the head of a part is none");
      }
      headers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    return headers;
  }

  // A line of a head; that behind the last delimiter may lack its break.
  private String line() throws IOException {
    for (int at = from; ; at++) {
      if (at - from > LONGEST_LINE) {
        throw malformed("a line in the head of a part is too long");
      }
      if (at >= to) {
        int before = from;
        boolean more = fill();
        at -= before - from;
        if (!more) {
          String rest = new String(buffer, from, to - from, UTF_8);
          from = to;
          if (rest.startsWith("--")) {
            return rest;
          }
          throw malformed("it breaks off");
        }
      }
      if (buffer[at] == '\n') {
        int end = at > from && buffer[at - 1] == '\r' ? at - 1 : at;
        String line = new String(buffer, from, end - from, UTF_8);
        from = at + 1;
        return line;
      }
    }
  }

  /** Bytes of the part that is read; -1 at its end. */
  private int read(byte[] target, int offset, int length) throws IOException {
    if (!inPart) {
      return -1;
    }
    while (true) {
      int found = delimiterFrom(from);
      int sure = Math.min(length, (found < 0 ? to - delimiter.length + 1 : found) - from);
      if (sure > 0) {
        System.arraycopy(buffer, from, target, offset, sure);
        from += sure;
        return sure;
      }
      if (found == from) {
        from += delimiter.length;
        inPart = false;
        return -1;
      }
      if (!fill()) {
        throw malformed("it breaks off");
      }
    }
  }

  private int delimiterFrom(int start) {
    for (int at = start; at + delimiter.length <= to; at++) {
      if (buffer[at] == '\r' && matches(at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean matches(int at) {
    for (int i = 1; i < delimiter.length; i++) {
      if (buffer[at + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean fill() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    int read = in.read(buffer, to, buffer.length - to);
    to += Math.max(0, read);
    return read >= 0;
  }

  // Browsers write a quote as %22, others put a backslash before it.
  private static Map<String, String> parameters(String header) {
    if (header.length() > LONGEST_LINE) {
      throw malformed("one of its headers is too long");
    }
    Map<String, String> parameters = new HashMap<>();
    Matcher found = PARAMETER.matcher(header);
    while (found.find()) {
      String quoted = found.group(2);
      String value =
          quoted == null ? found.group(3) : quoted.replaceAll("\\\\(.)", "$1").replace("%22", "\"");
      parameters.putIfAbsent(found.group(1).toLowerCase(Locale.ROOT), value);
    }
    return parameters;
  }

  private static CallFailedException malformed(String why) {
    return new CallFailedException(FailureCode.INVALID, "the body is no form: " + why);
  }

  private final class Content extends InputStream {
    private final int part;

    Content(int part) {
      this.part = part;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      return part == parts ? Multipart.this.read(target, offset, length) : -1;
    }
  }
}
