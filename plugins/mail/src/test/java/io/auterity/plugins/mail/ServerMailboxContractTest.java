package io.auterity.plugins.mail;

import com.icegreen.greenmail.user.GreenMailUser;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.mail.MailContract;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Against GreenMail. */
class ServerMailboxContractTest extends MailContract {

  @SuppressWarnings("NullAway.Init")
  private static MailHost host;

  @SuppressWarnings("NullAway.Init")
  private GreenMailUser user;

  @BeforeAll
  static void start() {
    host = MailHost.plain();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Override
  protected Plugin plugin() {
    return new MailPlugin();
  }

  @Override
  protected String connectorId() {
    return "smtp-imap";
  }

  @Override
  protected FakeProvider provider() {
    user = host.newUser();
    return host.provider(user);
  }

  @Override
  protected String own() {
    return user.getEmail();
  }

  @Override
  protected String otherFolder() {
    return MailHost.OTHER;
  }

  @Override
  protected Ref unknownMessage() {
    return Ref.of("7.77.INBOX");
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return code == FailureCode.UNAUTHENTICATED
        ? Optional.of(provider().withSecrets(Map.of("pass", "wrong")))
        : Optional.empty();
  }
}
