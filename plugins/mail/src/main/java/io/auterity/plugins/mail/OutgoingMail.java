package io.auterity.plugins.mail;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Ref;
import io.auterity.spi.mail.NewMail;
import io.auterity.spi.mail.SentMail;
import io.auterity.toolkit.Cancelled;
import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.angus.mail.imap.AppendUID;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;

/**
 * E-mail that a provider sends or keeps as drafts. Where it keeps copies, what is there under the
 * Message-ID of a repeated call is not sent again.
 *
 * @param provider its id, for references
 */
record OutgoingMail(
    MailConnections connections,
    MailConfig config,
    InternetAddress from,
    String provider,
    InstantSource clock) {

  SentMail send(NewMail mail, Call call) {
    MailWriter writer = MailWriter.of(mail, from, messageId(call));
    Cancelled.check(call);
    String copies = connections.reads() ? config.sentFolder() : null;
    Optional<MailPlace> before =
        copies == null ? Optional.empty() : kept(copies, writer.id(), call);
    if (before.isPresent()) {
      return sent(writer, before);
    }
    boolean _ =
        connections.smtp(
            call,
            server -> {
              server.sendMessage(message(writer), writer.recipients());
              return true;
            });
    return sent(writer, copies == null ? Optional.empty() : copied(copies, writer, call));
  }

  // It is sent: a copy that fails changes nothing of that.
  private Optional<MailPlace> copied(String folder, MailWriter writer, Call call) {
    try {
      return connections.imap(
          call, Applied.YES, store -> append(store, folder, message(writer), new Flags(Flag.SEEN)));
    } catch (CallFailedException e) {
      return Optional.empty();
    }
  }

  private Optional<MailPlace> kept(String folder, String id, Call call) {
    if (call.idempotencyKey().isEmpty()) {
      return Optional.empty();
    }
    return connections.imap(call, Applied.NO, store -> ImapMessages.newest(store, folder, id));
  }

  SentMail draft(NewMail mail, Call call) {
    MailWriter writer = MailWriter.of(mail, from, messageId(call));
    Cancelled.check(call);
    String folder = config.draftsFolder();
    Optional<MailPlace> before = kept(folder, writer.id(), call);
    return before.isPresent()
        ? sent(writer, before)
        : sent(
            writer,
            connections.imap(
                call,
                Applied.UNKNOWN,
                store -> append(store, folder, message(writer), new Flags(Flag.DRAFT))));
  }

  private MimeMessage message(MailWriter writer) throws MessagingException {
    return writer.message(clock.instant());
  }

  private static Optional<MailPlace> append(
      IMAPStore store, String name, MimeMessage message, Flags flags)
      throws MessagingException, IOException {
    IMAPFolder folder = (IMAPFolder) store.getFolder(name);
    if (!folder.exists()) {
      boolean _ = folder.create(Folder.HOLDS_MESSAGES);
    }
    message.setFlags(flags, true);
    AppendUID[] given = folder.appendUIDMessages(new Message[] {message});
    return given != null && given.length == 1 && given[0] != null
        ? Optional.of(new MailPlace(given[0].uidvalidity, given[0].uid, name))
        : ImapMessages.newest(store, name, message.getMessageID());
  }

  private SentMail sent(MailWriter writer, Optional<MailPlace> place) {
    return new SentMail(
        writer.id(), place.map(found -> new Ref(provider, found.id())).orElse(null));
  }

  /** A Message-ID that is the same for the same key, and tells nothing of it. */
  private String messageId(Call call) {
    String address = from.getAddress();
    String name =
        call.idempotencyKey()
            .map(key -> digest(String.join("\n", address, provider, call.capability(), key)))
            .orElseGet(() -> UUID.randomUUID().toString());
    return "<%s@%s>".formatted(name, address.substring(address.lastIndexOf('@') + 1));
  }

  private static String digest(String text) {
    try {
      byte[] bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
