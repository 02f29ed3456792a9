package io.auterity.plugins.mail;

import io.auterity.spi.Call;
import io.auterity.spi.mail.MailCharset;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.util.DecodingException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/** Texts of messages: decoded, bound, and without what JSON and databases cannot hold. */
final class MailText {

  private static final Charset OLD = Charset.forName("windows-1252");
  private static final int MOST_BYTES_OF_A_CHARACTER = 4;

  // What an element of HTML takes while its text is read, with the text before it.
  private static final long ELEMENT = 256;

  // Two words of one encoding next to each other, which some writers split within a character.
  private static final Pattern SPLIT =
      Pattern.compile("(=\\?([^?\\s]+)\\?[bB]\\?)([A-Za-z0-9+/]*)\\?=\\s+=\\?\\2\\?[bB]\\?");

  /** The charset of an encoded word. */
  private static final Pattern LABEL = Pattern.compile("=\\?([^?\\s]{1,80})\\?(?=[bBqQ]\\?)");

  private MailText() {}

  /** A header for people, on one line. */
  static String header(@Nullable String raw) {
    if (raw == null) {
      return "";
    }
    String text = written(raw);
    try {
      text = MimeUtility.decodeText(text);
    } catch (UnsupportedEncodingException e) {
      // It stays as it was written.
    }
    return line(text);
  }

  /** A text of a header that is decoded already, on one line. */
  static String line(String text) {
    return clean(text).replaceAll("\\p{Cntrl}+", " ").strip();
  }

  /** A header as its writer meant it, its words not yet decoded. */
  static String written(String raw) {
    return LABEL
        .matcher(joined(MimeUtility.unfold(letters(raw))))
        .replaceAll(label -> Matcher.quoteReplacement("=?" + canonicalLabel(label.group(1)) + "?"));
  }

  // A language may stand behind it (RFC 2231, 5).
  private static String canonicalLabel(String label) {
    return MailCharset.of(label.replaceFirst("[*].*", "")).map(Charset::name).orElse(label);
  }

  /** A header whose bytes are letters as they stand, which are read as UTF-8 if they can be. */
  private static String letters(String raw) {
    boolean bytes =
        raw.chars().anyMatch(letter -> letter > 0x7f) && raw.chars().allMatch(c -> c <= 0xff);
    return bytes ? decoded(raw.getBytes(StandardCharsets.ISO_8859_1), null) : raw;
  }

  // Base64 that ends without = goes on in the next word as if there were one word.
  private static String joined(String raw) {
    Matcher split = SPLIT.matcher(raw);
    StringBuilder whole = new StringBuilder();
    while (split.find()) {
      boolean within = split.group(3).length() % 4 == 0;
      String first = split.group(1) + split.group(3);
      split.appendReplacement(whole, Matcher.quoteReplacement(within ? first : split.group()));
      if (within) {
        String rest = whole + raw.substring(split.end());
        return rest.length() < raw.length() ? joined(rest) : rest;
      }
    }
    return raw;
  }

  /**
   * The text of a part, with \n at the ends of its lines.
   *
   * @param most characters, which are the first ones when there are more
   * @param call that keeps it
   */
  static String of(Part part, int most, Call call) throws MessagingException, IOException {
    byte[] bytes = bytes(part, most * MOST_BYTES_OF_A_CHARACTER, call);
    String text = clean(decoded(bytes, charset(part))).replaceAll("\r\n?", "\n");
    return first(text, most);
  }

  private static byte[] bytes(Part part, int most, Call call)
      throws MessagingException, IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (InputStream in = MailParts.bytes(part)) {
      MailBytes.readInto(read, in, most, call);
    } catch (DecodingException e) {
      // What was written badly ends where it can no longer be read.
    }
    return read.toByteArray();
  }

  private static @Nullable Charset charset(Part part) throws MessagingException {
    try {
      String name = new ContentType(part.getContentType()).getParameter("charset");
      return name == null ? null : MailCharset.of(name).orElse(null);
    } catch (ParseException e) {
      return null;
    }
  }

  // A text that says nothing, or lies, is in UTF-8 if it can be.
  private static String decoded(byte[] bytes, @Nullable Charset charset) {
    boolean certain =
        charset != null
            && !charset.equals(StandardCharsets.US_ASCII)
            && !charset.equals(StandardCharsets.UTF_8);
    if (certain) {
      return new String(bytes, charset);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.UTF_8.equals(charset) ? charset : OLD);
    }
  }

  /** The text of HTML, as a person reads it; {@code call} takes memory for its elements. */
  static String ofHtml(String html, int most, Call call) {
    call.reserve(ELEMENT * html.chars().filter(letter -> letter == '<').count());
    Document document = Jsoup.parse(html);
    document.select("script, style, head").remove();
    document.select("p, div, tr, li, h1, h2, h3, h4, h5, h6, blockquote, table").after("\n");
    return first(clean(lines(document.wholeText())), most);
  }

  private static String lines(String text) {
    return text.replaceAll("[ \\t\\x0B\\f\\r\\u00a0]+", " ")
        .replaceAll(" ?\n ?", "\n")
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }

  /** Its first characters, none of which is half. */
  static String first(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }

  private static String clean(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.UTF_8).replace('\u0000', '\uFFFD');
  }

  /** The name of a file without what leads out of its folder; null when there is none. */
  static @Nullable String fileName(@Nullable String raw) {
    String name = header(raw).replaceAll("[/\\\\\"\\p{Cntrl}]", "_");
    return name.isBlank() ? null : first(name, 255);
  }

  /** The media type of a part, without parameters. */
  static String mediaType(Part part) throws MessagingException {
    try {
      String type = new ContentType(part.getContentType()).getBaseType();
      return type.matches("[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}")
          ? type.toLowerCase(Locale.ROOT)
          : "application/octet-stream";
    } catch (ParseException e) {
      return "application/octet-stream";
    }
  }
}
