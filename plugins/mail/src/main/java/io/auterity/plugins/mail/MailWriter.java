package io.auterity.plugins.mail;

import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import io.auterity.spi.mail.NewMail;
import io.auterity.toolkit.Refusal;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail that is checked, so that it can be written.
 *
 * @param id its Message-ID
 */
record MailWriter(
    NewMail mail,
    InternetAddress from,
    List<InternetAddress> to,
    List<InternetAddress> cc,
    List<InternetAddress> bcc,
    List<InternetAddress> replyTo,
    String id) {

  private static final long MOST_BYTES = 20L * 1024 * 1024;
  private static final int LETTERS_OF_A_WORD = 11;
  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\p{Cntrl} ]+>");

  /**
   * Checks an e-mail.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid}, naming the field; {@code
   *     too_large}
   */
  static MailWriter of(NewMail mail, InternetAddress from, String id) {
    if (mail.to().isEmpty()) {
      throw Refusal.invalid("to", "must have an address");
    }
    if (mail.subject().chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalid("subject", "must be one line without control characters");
    }
    requireText("subject", mail.subject());
    requireText("text", mail.text());
    requireText("html", mail.html());
    requireId("inReplyTo", mail.inReplyTo());
    mail.references().forEach(each -> requireId("references", each));
    requireSize(mail);
    return new MailWriter(
        mail,
        from,
        MailAddresses.of("to", mail.to()),
        MailAddresses.of("cc", mail.cc()),
        MailAddresses.of("bcc", mail.bcc()),
        MailAddresses.of("replyTo", mail.replyTo()),
        id);
  }

  private static void requireId(String field, @Nullable String id) {
    if (id != null && !MESSAGE_ID.matcher(id).matches()) {
      throw Refusal.invalid(
          field,
          "must be a Message-ID such as <7f3a@example.org>, not '%s'"
              .formatted(id.replaceAll("\\p{Cntrl}", " ")));
    }
  }

  private static void requireText(String field, @Nullable String text) {
    if (text != null && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw Refusal.invalid(field, "has half of a character (a surrogate without its pair)");
    }
  }

  private static void requireSize(NewMail mail) {
    long bytes = mail.attachments().stream().mapToLong(Content::length).sum();
    if (bytes > MOST_BYTES) {
      throw Refusal.of(
          FailureCode.TOO_LARGE,
          "attachments",
          "attachments have %d bytes together; at most %d go along".formatted(bytes, MOST_BYTES));
    }
  }

  InternetAddress[] recipients() {
    return Stream.of(to, cc, bcc).flatMap(List::stream).toArray(InternetAddress[]::new);
  }

  /** The message as it goes over the wire; the addresses of hidden copies stand nowhere in it. */
  MimeMessage message(Instant now) throws MessagingException {
    MimeMessage message = new Identified(id);
    message.setFrom(from);
    message.setRecipients(RecipientType.TO, to.toArray(InternetAddress[]::new));
    message.setRecipients(RecipientType.CC, cc.toArray(InternetAddress[]::new));
    message.setHeader("Subject", subject());
    message.setSentDate(Date.from(now));
    message.setHeader("Auto-Submitted", "auto-generated");
    if (!replyTo.isEmpty()) {
      message.setReplyTo(replyTo.toArray(InternetAddress[]::new));
    }
    addConversation(message);
    if (mail.attachments().isEmpty() && mail.html() == null) {
      message.setText(lines(mail.text()), UTF_8);
    } else {
      message.setContent(mail.attachments().isEmpty() ? both() : withFiles());
    }
    message.saveChanges();
    return message;
  }

  // RFC 5322, 3.6.4: the conversation before what is answered, and that.
  private void addConversation(MimeMessage message) throws MessagingException {
    String answers = mail.inReplyTo();
    if (answers != null) {
      message.setHeader("In-Reply-To", answers);
    }
    List<String> conversation =
        Stream.concat(mail.references().stream(), Stream.ofNullable(answers)).distinct().toList();
    if (!conversation.isEmpty()) {
      message.setHeader(
          "References", MimeUtility.fold("References: ".length(), String.join(" ", conversation)));
    }
  }

  private String subject() {
    return MimeUtility.fold("Subject: ".length(), words(mail.subject()));
  }

  /**
   * A text as it stands in a header. What looks as if it were encoded is encoded, so that it is
   * read as it was written.
   */
  static String words(String text) {
    try {
      return text.contains("=?") ? encoded(text) : MimeUtility.encodeWord(text, UTF_8, null);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("UTF-8 is part of every Java", e);
    }
  }

  // A word has at most 75 characters, thus 45 bytes.
  private static String encoded(String text) {
    int[] letters = text.codePoints().toArray();
    StringJoiner words = new StringJoiner(" ");
    for (int at = 0; at < letters.length; at += LETTERS_OF_A_WORD) {
      String part = new String(letters, at, Math.min(LETTERS_OF_A_WORD, letters.length - at));
      words.add(
          "=?UTF-8?B?%s?="
              .formatted(
                  Base64.getEncoder().encodeToString(part.getBytes(StandardCharsets.UTF_8))));
    }
    return words.toString();
  }

  private Multipart both() throws MessagingException {
    return new MimeMultipart("alternative", text(mail.text(), "plain"), text(mail.html(), "html"));
  }

  private Multipart withFiles() throws MessagingException {
    MimeMultipart parts = new MimeMultipart("mixed");
    if (mail.html() == null) {
      parts.addBodyPart(text(mail.text(), "plain"));
    } else {
      MimeBodyPart part = new MimeBodyPart();
      part.setContent(both());
      parts.addBodyPart(part);
    }
    for (int i = 0; i < mail.attachments().size(); i++) {
      parts.addBodyPart(file(mail.attachments().get(i), i + 1));
    }
    return parts;
  }

  private static MimeBodyPart text(@Nullable String text, String subtype)
      throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(lines(String.valueOf(text)), UTF_8, subtype);
    return part;
  }

  private static String lines(String text) {
    return text.replaceAll("\r\n?|\n", "\r\n");
  }

  // In base64 it arrives byte by byte; what holds a message of its own may not be written so.
  private static MimeBodyPart file(Content content, int number) throws MessagingException {
    boolean nested = content.mediaType().matches("(?i)(message|multipart)/.*");
    String type = nested ? "application/octet-stream" : content.mediaType();
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(content.bytes(), type)));
    part.setHeader("Content-Type", type);
    part.setHeader("Content-Transfer-Encoding", "base64");
    part.setDisposition(Part.ATTACHMENT);
    part.setFileName(content.name() == null ? "file" + number : content.name());
    return part;
  }

  /** A message whose Message-ID is given to it. */
  private static final class Identified extends MimeMessage {

    private final String id;

    Identified(String id) {
      super(Session.getInstance(new Properties()));
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
