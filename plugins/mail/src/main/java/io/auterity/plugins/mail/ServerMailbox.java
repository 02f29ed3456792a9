package io.auterity.plugins.mail;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Done;
import io.auterity.spi.Page;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.mail.Mail;
import io.auterity.spi.mail.MailFile;
import io.auterity.spi.mail.MailFolder;
import io.auterity.spi.mail.MailFolderQuery;
import io.auterity.spi.mail.MailQuery;
import io.auterity.spi.mail.MailService;
import io.auterity.spi.mail.MailUpdate;
import io.auterity.spi.mail.NewMail;
import io.auterity.spi.mail.SentMail;
import io.auterity.spi.mail.WhichMail;
import io.auterity.spi.mail.WhichMailAttachment;
import java.time.InstantSource;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** A mailbox behind its servers, of one provider. */
record ServerMailbox(
    MailConnections connections, ImapMessages messages, ImapFolders folders, OutgoingMail outgoing)
    implements MailService {

  static ServerMailbox of(ProviderContext context, InstantSource clock) {
    MailConfig config = context.config(MailConfig.class);
    var from = MailAddresses.of("from", config.from());
    MailConnections connections = new MailConnections(config, context.secrets(), from.getAddress());
    return new ServerMailbox(
        connections,
        new ImapMessages(connections, context.id()),
        new ImapFolders(connections, context.id()),
        new OutgoingMail(connections, config, from, context.id(), clock));
  }

  @Override
  public SentMail sendMessage(NewMail input, Call call) {
    return outgoing.send(input, call);
  }

  @Override
  public Page<Mail> listMessages(MailQuery input, Call call) {
    return messages.list(input, call);
  }

  @Override
  public Mail getMessage(WhichMail input, Call call) {
    return messages.get(input.message(), call);
  }

  @Override
  public Mail updateMessage(MailUpdate input, Call call) {
    return messages.update(input, call);
  }

  @Override
  public Done deleteMessage(WhichMail input, Call call) {
    return messages.delete(input.message(), call);
  }

  @Override
  public Page<MailFolder> listFolders(MailFolderQuery input, Call call) {
    return folders.list(input, call);
  }

  @Override
  public MailFile getAttachment(WhichMailAttachment input, Call call) {
    return messages.attachment(input.attachment(), call);
  }

  @Override
  public SentMail createDraft(NewMail input, Call call) {
    return outgoing.draft(input, call);
  }

  /**
   * Whether the servers take the login.
   *
   * @throws CallFailedException saying why not
   */
  void check(Call call) {
    if (connections.reads()) {
      boolean _ = connections.imap(call, Applied.NO, IMAPStore::isConnected);
    }
    if (connections.sends()) {
      boolean _ = connections.smtp(call, SMTPTransport::isConnected);
    }
  }
}
