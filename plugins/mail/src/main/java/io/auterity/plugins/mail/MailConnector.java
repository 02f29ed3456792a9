package io.auterity.plugins.mail;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.mail.MailService;
import java.time.InstantSource;

/** Opens mailboxes that are reached by SMTP and IMAP. */
record MailConnector(InstantSource clock) implements Connector<MailService> {

  @Override
  public String id() {
    return "smtp-imap";
  }

  @Override
  public Class<MailService> kind() {
    return MailService.class;
  }

  @Override
  public Class<MailConfig> config() {
    return MailConfig.class;
  }

  @Override
  public MailService open(ProviderContext context) {
    return ServerMailbox.of(context, clock);
  }

  @Override
  public void check(MailService instance, Call call) {
    ((ServerMailbox) instance).check(call);
  }
}
