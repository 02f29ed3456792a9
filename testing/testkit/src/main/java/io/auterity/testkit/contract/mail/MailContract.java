package io.auterity.testkit.contract.mail;

import io.auterity.spi.Change;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.mail.MailFolderQuery;
import io.auterity.spi.mail.MailQuery;
import io.auterity.spi.mail.MailService;
import io.auterity.spi.mail.MailUpdate;
import io.auterity.spi.mail.NewMail;
import io.auterity.spi.mail.WhichMail;
import io.auterity.spi.mail.WhichMailAttachment;
import io.auterity.testkit.contract.OpenContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/**
 * What every {@code mail} connector must do, whatever its vendor. Each test has a mailbox without
 * messages, which sends to itself; what a connector does not declare is not asked for.
 */
public abstract class MailContract extends OpenContract<MailService> {

  protected MailContract() {
    super(MailService.class);
  }

  /** The address of the test's mailbox, by which it also sends. */
  protected abstract String own();

  /** Another folder than the inbox, to which messages may move. */
  protected abstract String otherFolder();

  /** A message that the mailbox never had. */
  protected abstract Ref unknownMessage();

  /** A provider whose vendor refuses so; empty where the set-up cannot bring that about. */
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return Optional.empty();
  }

  @Override
  protected final Object input(String operation, MailService instance) {
    use(instance);
    return switch (operation) {
      case "message.send", "draft.create" ->
          NewMail.builder(List.of(own()), "Invoice 7", "It is late.").build();
      case "message.list" -> MailQuery.builder().build();
      case "folder.list" -> new MailFolderQuery(null, null);
      case "attachment.get" -> new WhichMailAttachment(attachment());
      case "message.update" ->
          new MailUpdate(message(operation), Change.to(true), Change.keep(), Change.keep());
      default -> new WhichMail(message(operation));
    };
  }

  private Ref message(String operation) {
    return supports(operation) ? new MailPart(this) {}.received("Well").ref() : unknownMessage();
  }

  private Ref attachment() {
    return supports("attachment.get")
        ? new MailPart(this) {}.withAttachment().attachments().getFirst().ref()
        : unknownMessage();
  }

  @Nested
  class Sending extends MailSendingTests {
    Sending() {
      super(MailContract.this);
    }
  }

  @Nested
  class Reading extends MailReadingTests {
    Reading() {
      super(MailContract.this);
    }
  }

  @Nested
  class Refused extends MailRefusalTests {
    Refused() {
      super(MailContract.this);
    }
  }
}
