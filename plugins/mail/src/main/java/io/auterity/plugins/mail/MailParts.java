package io.auterity.plugins.mail;

import io.auterity.spi.Call;
import io.auterity.spi.Ref;
import io.auterity.spi.mail.MailAttachment;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;

/** The parts of a message: its text, its HTML, and its files by the numbers that lead to them. */
final class MailParts {

  private static final int DEEPEST = 20;
  private static final int MOST = 200;
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  /** The values of Content-Transfer-Encoding that are decoded (RFC 2045, 6, and uuencode). */
  private static final Set<String> ENCODINGS =
      Set.of(
          "7bit",
          "8bit",
          "binary",
          "base64",
          "quoted-printable",
          "uuencode",
          "x-uuencode",
          "x-uue");

  private final Map<String, Part> files = new LinkedHashMap<>();
  private @Nullable Part text;
  private @Nullable Part html;
  private boolean malformed;

  private MailParts() {}

  /**
   * The parts in the server's BODYSTRUCTURE; where that is invalid, those of the message itself. A
   * message that cannot be parsed has one text, its body.
   */
  static MailParts of(IMAPMessage message, Call call) throws MessagingException, IOException {
    try {
      return parts(message);
    } catch (MessagingException e) {
      if (MailFailures.ofConnection(e)) {
        throw e;
      }
      return ofCopy(copy(message, call));
    }
  }

  private static MailParts ofCopy(Part copy) throws IOException {
    try {
      return parts(copy);
    } catch (MessagingException e) {
      MailParts parts = new MailParts();
      parts.text = copy;
      parts.malformed = true;
      return parts;
    }
  }

  private static MailParts parts(Part message) throws MessagingException, IOException {
    MailParts parts = new MailParts();
    parts.add(message, "", 0);
    return parts;
  }

  private static Part copy(IMAPMessage message, Call call) throws MessagingException, IOException {
    try (InputStream in = message.getMimeStream()) {
      byte[] bytes = MailBytes.first(in, MOST_BYTES + 1, call);
      if (bytes.length > MOST_BYTES) {
        throw new MessagingException("the message is too large to be read as a whole");
      }
      return new MimeMessage(
          Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }
  }

  private void add(Part part, String section, int depth) throws MessagingException, IOException {
    if (files.size() >= MOST) {
      return;
    }
    if (depth < DEEPEST
        && part.isMimeType("multipart/*")
        && part.getContent() instanceof Multipart several) {
      for (int i = 0; i < several.getCount(); i++) {
        String number = Integer.toString(i + 1);
        add(several.getBodyPart(i), section.isEmpty() ? number : section + "." + number, depth + 1);
      }
    } else if (text == null && isText(part, "text/plain")) {
      text = part;
    } else if (html == null && isText(part, "text/html")) {
      html = part;
    } else {
      files.put(section.isEmpty() ? "1" : section, part);
    }
  }

  private static boolean isText(Part part, String type) throws MessagingException {
    return part.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
  }

  /**
   * The decoded content of a part. An unknown Content-Transfer-Encoding is read as {@code 8bit}, as
   * many programs write an invalid one.
   */
  static InputStream bytes(Part part) throws MessagingException, IOException {
    String encoding = part instanceof MimePart mime ? mime.getEncoding() : null;
    if (encoding == null || ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
      return part.getInputStream();
    }
    return switch (part) {
      case MimeBodyPart body -> body.getRawInputStream();
      case MimeMessage message -> message.getRawInputStream();
      default -> part.getInputStream();
    };
  }

  /** Whether the message could not be parsed: its text is its body then, not decoded. */
  boolean isMalformed() {
    return malformed;
  }

  @Nullable Part html() {
    return html;
  }

  @Nullable Part text() {
    return text;
  }

  Optional<Part> file(String section) {
    return Optional.ofNullable(files.get(section));
  }

  List<MailAttachment> attachments(String provider, MailPlace place) throws MessagingException {
    List<MailAttachment> all = new ArrayList<>();
    for (Map.Entry<String, Part> file : files.entrySet()) {
      Part part = file.getValue();
      all.add(
          new MailAttachment(
              new Ref(provider, place.file(file.getKey())),
              fileName(part),
              MailText.mediaType(part),
              part.getSize() < 0 ? null : size(part)));
    }
    return all;
  }

  /** The name of a part, for files; null where it has none, or none that can be read. */
  static @Nullable String fileName(Part part) throws MessagingException {
    try {
      return MailText.fileName(part.getFileName());
    } catch (ParseException e) {
      return null;
    }
  }

  // Base64 has four characters for three bytes.
  private static long size(Part part) throws MessagingException {
    String[] encoding = part.getHeader("Content-Transfer-Encoding");
    boolean base64 = encoding != null && encoding[0].strip().equalsIgnoreCase("base64");
    return base64 ? part.getSize() * 3L / 4 : part.getSize();
  }
}
