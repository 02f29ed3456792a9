package io.auterity.plugins.mail;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.mail.Mail;
import io.auterity.spi.mail.MailAddress;
import io.auterity.spi.mail.MessageIds;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of a server as mails. One that is written so badly that its parts cannot be read
 * is told without them, so that it holds up no other.
 *
 * @param provider its id, for references
 * @param most characters of a text
 * @param withHtml whether HTML is told too
 * @param call that keeps what is read
 */
record MailReader(String provider, int most, boolean withHtml, Call call) {

  private static final int MOST_ADDRESSES = 200;

  /** The mark of a message whose addresses or parts are malformed. */
  private static final Json.Obj FLAW = Json.EMPTY.with("unreadable", Json.of(true));

  /** A reader of one message. */
  static MailReader whole(String provider, Call call) {
    return new MailReader(provider, 1_000_000, true, call);
  }

  /** A reader of many messages. */
  static MailReader ofLists(String provider, Call call) {
    return new MailReader(provider, 4_000, false, call);
  }

  /** What is asked for at once of all messages of a page. */
  static FetchProfile profile() {
    FetchProfile profile = new FetchProfile();
    profile.add(FetchProfile.Item.ENVELOPE);
    profile.add(FetchProfile.Item.FLAGS);
    profile.add(FetchProfile.Item.CONTENT_INFO);
    profile.add(UIDFolder.FetchProfileItem.UID);
    List.of("Message-ID", "In-Reply-To", "References", "Subject", "Date").forEach(profile::add);
    List.of("From", "To", "Cc", "Reply-To").forEach(profile::add);
    AutomaticMail.HEADERS.forEach(profile::add);
    return profile;
  }

  Mail read(IMAPMessage message, MailPlace place) throws MessagingException, IOException {
    Instant received = readable(() -> received(message), Instant.EPOCH);
    Mail.Builder mail =
        Mail.builder(
                new Ref(provider, place.id()),
                place.folder(),
                place.position(received),
                messageId(message, place),
                received)
            .subject(MailText.header(header(message, "Subject")))
            .read(message.isSet(Flag.SEEN))
            .starred(message.isSet(Flag.FLAGGED))
            .automatic(AutomaticMail.is(message));
    addConversation(mail, message, messageId(message, place));
    Json.Obj people = readable(() -> addPeople(mail, message), FLAW);
    Json.Obj parts = readable(() -> addParts(mail, message, place), FLAW);
    return mail.extra(people.fields().isEmpty() ? parts : people).build();
  }

  /** Something that is read of a message. */
  @FunctionalInterface
  private interface Reading<T> {
    T read() throws MessagingException, IOException;
  }

  // What is written badly fails alone; a connection that is gone fails for all.
  private static <T> T readable(Reading<T> reading, T otherwise)
      throws MessagingException, IOException {
    try {
      return reading.read();
    } catch (MessagingException | IOException e) {
      if (MailFailures.ofConnection(e)) {
        throw e;
      }
      return otherwise;
    } catch (CallFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      return otherwise;
    }
  }

  private static Json.Obj addPeople(Mail.Builder mail, Message message) throws MessagingException {
    mail.sentAt(sentAt(header(message, "Date")))
        .to(addresses(message, "To").limit(MOST_ADDRESSES).toList())
        .cc(addresses(message, "Cc").limit(MOST_ADDRESSES).toList())
        .replyTo(addresses(message, "Reply-To").limit(MOST_ADDRESSES).toList());
    addresses(message, "From").findFirst().ifPresent(mail::from);
    return Json.EMPTY;
  }

  private Json.Obj addParts(Mail.Builder mail, IMAPMessage message, MailPlace place)
      throws MessagingException, IOException {
    MailParts parts = MailParts.of(message, call);
    Part text = parts.text();
    Part html = parts.html();
    String rich =
        html == null || (text != null && !withHtml) ? null : MailText.of(html, 1_000_000, call);
    if (text != null) {
      mail.text(MailText.of(text, most, call));
    } else if (rich != null) {
      mail.text(MailText.ofHtml(rich, most, call));
    }
    mail.html(withHtml ? rich : null);
    mail.attachments(parts.attachments(provider, place));
    return parts.isMalformed() ? FLAW : Json.EMPTY;
  }

  private static Instant received(Message message) throws MessagingException {
    return Objects.requireNonNullElse(time(message.getReceivedDate()), Instant.EPOCH);
  }

  private static @Nullable Instant time(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static String messageId(IMAPMessage message, MailPlace place) throws MessagingException {
    String id = firstId(header(message, "Message-ID"));
    return id == null
        ? "<%d.%d@%s.invalid>".formatted(place.validity(), place.uid(), "mailbox")
        : id;
  }

  // It begins with the first that is referred to; who refers to none knows what it answers.
  private static void addConversation(Mail.Builder mail, Message message, String id)
      throws MessagingException {
    List<String> answers = ids(header(message, "In-Reply-To"));
    List<String> referred = ids(header(message, "References"));
    List<String> references = referred.isEmpty() && answers.size() == 1 ? answers : referred;
    mail.inReplyTo(answers.isEmpty() ? null : answers.getFirst())
        .references(references)
        .thread(references.isEmpty() ? id : references.getFirst());
  }

  private static @Nullable String firstId(@Nullable String header) {
    List<String> ids = ids(header);
    return ids.isEmpty() ? null : ids.getFirst();
  }

  private static List<String> ids(@Nullable String header) {
    return header == null ? List.of() : MessageIds.of(header);
  }

  private static @Nullable String header(Message message, String name) throws MessagingException {
    String[] values = message.getHeader(name);
    return values == null || values.length == 0 ? null : values[0];
  }

  private static @Nullable Instant sentAt(@Nullable String date) {
    try {
      return date == null ? null : time(new MailDateFormat().parse(date));
    } catch (ParseException e) {
      return null;
    }
  }

  private static Stream<MailAddress> addresses(Message message, String name)
      throws MessagingException {
    String[] values = message.getHeader(name);
    String all = MailText.written(values == null ? "" : String.join(",", values));
    List<InternetAddress> found = new ArrayList<>();
    for (InternetAddress each : InternetAddress.parseHeader(all, false)) {
      found.addAll(each.isGroup() ? List.of(each.getGroup(false)) : List.of(each));
    }
    return found.stream().filter(each -> each.getAddress() != null).map(MailReader::address);
  }

  private static MailAddress address(InternetAddress read) {
    String name = read.getPersonal();
    return new MailAddress(
        MailText.line(read.getAddress()), name == null ? null : MailText.line(name));
  }
}
