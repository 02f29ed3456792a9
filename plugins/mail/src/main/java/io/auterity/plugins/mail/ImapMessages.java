package io.auterity.plugins.mail;

import io.auterity.plugins.mail.MailPlace.FilePlace;
import io.auterity.plugins.mail.MailPlace.Position;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.Change;
import io.auterity.spi.Content;
import io.auterity.spi.Cursor;
import io.auterity.spi.Done;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.mail.Mail;
import io.auterity.spi.mail.MailFile;
import io.auterity.spi.mail.MailQuery;
import io.auterity.spi.mail.MailUpdate;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.paging.PageLimit;
import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.angus.mail.imap.AppendUID;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the folders of an IMAP server.
 *
 * @param provider its id, for references
 */
record ImapMessages(MailConnections connections, String provider) {

  private static final String INBOX = "INBOX";
  private static final PageLimit LIMIT = new PageLimit(50, 200);
  private static final long ABOVE = 0x1_0000_0000L;
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  /** Work with a folder that is open. */
  @FunctionalInterface
  interface InFolder<T> {
    T work(IMAPFolder folder) throws MessagingException, IOException;
  }

  /** Opens a folder for a while. */
  static <T> T in(IMAPStore store, String name, int mode, InFolder<T> work)
      throws MessagingException, IOException {
    IMAPFolder folder = (IMAPFolder) store.getFolder(name);
    if (!folder.exists()) {
      throw MailFailures.missing("folder", "there is no folder '%s'".formatted(name));
    }
    folder.open(mode);
    T result = work.work(folder);
    close(folder);
    return result;
  }

  // All that was asked is answered: some servers refuse to close a folder that is only read.
  private static void close(IMAPFolder folder) {
    try {
      folder.close(false);
    } catch (MessagingException e) {
      // The connection ends with the call.
    }
  }

  Page<Mail> list(MailQuery query, Call call) {
    int limit = LIMIT.of(query.limit());
    String name = Objects.requireNonNullElse(query.folder(), INBOX);
    String given = query.after();
    Position after = given == null || given.isEmpty() ? null : Position.read(given);
    return connections.imap(
        call,
        Applied.NO,
        store ->
            in(
                store,
                name,
                Folder.READ_ONLY,
                folder -> {
                  long validity = folder.getUIDValidity();
                  long below = below(query.cursor(), validity);
                  long[] found = MailSearch.of(query, after, validity, below).in(folder);
                  long[] page = Arrays.copyOf(found, Math.min(limit, found.length));
                  boolean more = found.length > page.length;
                  return new Page<>(
                      read(folder, page, query, earliest(query, after, validity), call),
                      more ? cursor(validity, page[page.length - 1]) : null);
                }));
  }

  private static Cursor cursor(long validity, long last) {
    return new Cursor(validity + "." + last);
  }

  private static long below(@Nullable Cursor cursor, long validity) {
    if (cursor == null) {
      return ABOVE;
    }
    String[] parts = cursor.value().split("[.]", 2);
    if (parts.length != 2 || !parts[0].equals(Long.toString(validity))) {
      throw Refusal.invalid("cursor", "is of a folder that numbers its messages anew: begin again");
    }
    return Long.parseLong(parts[1]);
  }

  // A folder that numbers anew says nothing of former numbers: then the time counts.
  private static @Nullable Instant earliest(
      MailQuery query, @Nullable Position after, long validity) {
    Instant since = query.since();
    if (after == null || after.validity() == validity) {
      return since;
    }
    return since == null || since.isBefore(after.at()) ? after.at() : since;
  }

  private List<Mail> read(
      IMAPFolder folder, long[] numbers, MailQuery query, @Nullable Instant since, Call call)
      throws MessagingException, IOException {
    Message[] messages =
        Arrays.stream(folder.getMessagesByUID(numbers))
            .filter(Objects::nonNull)
            .toArray(Message[]::new);
    folder.fetch(messages, MailReader.profile());
    MailReader reader = MailReader.ofLists(provider, call);
    List<Mail> mails = new ArrayList<>();
    for (Message message : messages) {
      Cancelled.check(call);
      if (message.isExpunged()) {
        continue;
      }
      Mail mail = reader.read((IMAPMessage) message, place(folder, message));
      if (fits(mail, since, query.until())) {
        mails.add(mail);
      }
    }
    return mails;
  }

  // The time of one that cannot be read is not known.
  private static boolean fits(Mail mail, @Nullable Instant since, @Nullable Instant until) {
    Instant at = mail.receivedAt();
    boolean late = since == null || !at.isBefore(since);
    boolean early = until == null || at.isBefore(until);
    return at.equals(Instant.EPOCH) || (late && early);
  }

  private static MailPlace place(IMAPFolder folder, Message message) throws MessagingException {
    return new MailPlace(folder.getUIDValidity(), folder.getUID(message), folder.getFullName());
  }

  Mail get(Ref message, Call call) {
    MailPlace place = MailPlace.read("message", message.id());
    return connections.imap(
        call,
        Applied.NO,
        store -> in(store, place.folder(), Folder.READ_ONLY, folder -> read(folder, place, call)));
  }

  private Mail read(IMAPFolder folder, MailPlace place, Call call)
      throws MessagingException, IOException {
    Message[] one = {required(folder, place, "message", place.id())};
    folder.fetch(one, MailReader.profile());
    return MailReader.whole(provider, call).read((IMAPMessage) one[0], place);
  }

  private static IMAPMessage required(IMAPFolder folder, MailPlace place, String field, String id)
      throws MessagingException {
    Message found =
        folder.getUIDValidity() == place.validity() ? folder.getMessageByUID(place.uid()) : null;
    if (found == null) {
      throw MailPlace.missing(field, id);
    }
    return (IMAPMessage) found;
  }

  MailFile attachment(Ref attachment, Call call) {
    FilePlace place = FilePlace.read(attachment.id());
    return connections.imap(
        call,
        Applied.NO,
        store ->
            in(
                store,
                place.message().folder(),
                Folder.READ_ONLY,
                folder ->
                    content(
                        MailParts.of(
                                required(folder, place.message(), "attachment", attachment.id()),
                                call)
                            .file(place.section())
                            .orElseThrow(() -> MailPlace.missing("attachment", attachment.id())),
                        call)));
  }

  private static MailFile content(Part part, Call call) throws MessagingException, IOException {
    try (InputStream in = MailParts.bytes(part)) {
      byte[] bytes = MailBytes.first(in, MOST_BYTES + 1, call);
      if (bytes.length > MOST_BYTES) {
        throw Refusal.of(
            FailureCode.TOO_LARGE,
            "attachment",
            "the attachment has more than %d bytes".formatted(MOST_BYTES));
      }
      return new MailFile(Content.of(MailText.mediaType(part), MailParts.fileName(part), bytes));
    }
  }

  Mail update(MailUpdate update, Call call) {
    MailPlace place = MailPlace.read("message", update.message().id());
    Flags set = new Flags();
    Flags unset = new Flags();
    mark(update.read(), "read", Flag.SEEN, set, unset);
    mark(update.starred(), "starred", Flag.FLAGGED, set, unset);
    String target = target(update.folder());
    return connections.imap(
        call,
        Applied.UNKNOWN,
        store -> {
          requireFolder(store, target);
          MailPlace now =
              in(
                  store,
                  place.folder(),
                  Folder.READ_WRITE,
                  folder -> {
                    Message[] one = {required(folder, place, "message", place.id())};
                    mark(folder, one, set, true);
                    mark(folder, one, unset, false);
                    return target == null || target.equals(folder.getFullName())
                        ? place
                        : moved(store, folder, one, target, place);
                  });
          return in(store, now.folder(), Folder.READ_ONLY, folder -> read(folder, now, call));
        });
  }

  private static void mark(
      Change<Boolean> change, String field, Flag flag, Flags set, Flags unset) {
    switch (change) {
      case Change.Set<Boolean>(Boolean value) -> (value ? set : unset).add(flag);
      case Change.Clear<Boolean> _ -> throw Refusal.invalid(field, "must be true or false");
      case Change.Keep<Boolean> _ -> {
        // It stays as it is.
      }
    }
  }

  private static void mark(IMAPFolder folder, Message[] one, Flags flags, boolean set)
      throws MessagingException {
    if (flags.getSystemFlags().length > 0) {
      folder.setFlags(one, flags, set);
    }
  }

  private static @Nullable String target(Change<String> folder) {
    return switch (folder) {
      case Change.Set<String>(String name) -> name;
      case Change.Clear<String> _ -> throw Refusal.invalid("folder", "must name a folder");
      case Change.Keep<String> _ -> null;
    };
  }

  private static void requireFolder(IMAPStore store, @Nullable String name)
      throws MessagingException {
    if (name != null && !store.getFolder(name).exists()) {
      throw MailFailures.missing("folder", "there is no folder '%s'".formatted(name));
    }
  }

  private static MailPlace moved(
      IMAPStore store, IMAPFolder folder, Message[] one, String target, MailPlace place)
      throws MessagingException, IOException {
    Folder other = store.getFolder(target);
    String id = ((IMAPMessage) one[0]).getMessageID();
    AppendUID[] given;
    if (store.hasCapability("MOVE")) {
      given = folder.moveUIDMessages(one, other);
    } else {
      given = folder.copyUIDMessages(one, other);
      remove(store, folder, one);
    }
    if (given != null && given.length == 1 && given[0] != null) {
      return new MailPlace(given[0].uidvalidity, given[0].uid, target);
    }
    return newest(store, target, id).orElseThrow(() -> MailPlace.missing("message", place.id()));
  }

  /** The last message of a folder with that Message-ID. */
  static Optional<MailPlace> newest(IMAPStore store, String name, @Nullable String id)
      throws MessagingException, IOException {
    if (id == null || !store.getFolder(name).exists()) {
      return Optional.empty();
    }
    return in(
        store,
        name,
        Folder.READ_ONLY,
        folder -> {
          long[] found = MailSearch.ofMessageId(id).in(folder);
          return found.length == 0
              ? Optional.empty()
              : Optional.of(new MailPlace(folder.getUIDValidity(), found[0], name));
        });
  }

  // Without UIDPLUS all that any program has marked as deleted would go.
  private static void remove(IMAPStore store, IMAPFolder folder, Message[] one)
      throws MessagingException {
    folder.setFlags(one, new Flags(Flag.DELETED), true);
    if (store.hasCapability("UIDPLUS")) {
      folder.expunge(one);
    }
  }

  Done delete(Ref message, Call call) {
    MailPlace place = MailPlace.read("message", message.id());
    return connections.imap(
        call,
        Applied.UNKNOWN,
        store ->
            in(
                store,
                place.folder(),
                Folder.READ_WRITE,
                folder -> {
                  Message found =
                      folder.getUIDValidity() == place.validity()
                          ? folder.getMessageByUID(place.uid())
                          : null;
                  if (found != null) {
                    remove(store, folder, new Message[] {found});
                  }
                  return Done.DONE;
                }));
  }
}
