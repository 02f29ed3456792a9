package io.auterity.testkit.contract.mail;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.mail.MailFolderQuery;
import io.auterity.spi.mail.MailService;
import io.auterity.spi.mail.NewMail;
import io.auterity.testkit.contract.VendorRefusalTests;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a mailbox reports that it refuses, or that the caller no longer waits. */
abstract class MailRefusalTests extends VendorRefusalTests<MailService> {

  private final MailContract contract;

  MailRefusalTests(MailContract contract) {
    super(contract);
    this.contract = contract;
  }

  @Override
  protected Stream<String> watched() {
    return Stream.of("message.send", "draft.create");
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return contract.refusing(code);
  }

  @Override
  protected void read(ProviderContext provider) {
    open(provider).listFolders(new MailFolderQuery(null, null), call("folder.list", provider));
  }

  @Override
  protected String written() {
    return "message.send";
  }

  @Override
  protected void write(ProviderContext provider) {
    open(provider)
        .sendMessage(
            NewMail.builder(List.of(contract.own()), "Hello", "Text").build(),
            call("message.send", provider));
  }
}
