package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.transport.TokenStore;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.provider.token.RevocationJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tokens go back behind the removal of their provider, and meanwhile to whoever needs them. */
class TokensOfRemovedProvidersTest extends TokensOnTheirWay {

  @Test
  void theyGoBackThoughTheServerStopsBetweenTheRemovalAndTheVendor() {
    connected();
    returns().ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");
    life.incrementAndGet();

    round(returns());
    round(returns());

    assertThat(asked).singleElement().asString().contains("token=canary-r");
    assertThat(owing()).isEmpty();
    assertThat(tokens.of(tenant, "p", 3).read()).isNull();
  }

  @Test
  void aProviderThatStaysAfterAllKeepsItsTokens() {
    Kept kept = connected();
    returns().ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");

    round(returns());
    assertThat(owing()).hasSize(1);
    time.advance(Duration.ofMinutes(16));
    round(returns());

    assertThat(owing()).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(tokens.of(tenant, "p", 3).read()).isEqualTo(kept);
  }

  @Test
  void tokensOfTheNextProviderOfTheNameStayWhereTheyAre() {
    connected();
    returns().ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");
    life.incrementAndGet();
    Kept next = connected();

    round(returns());

    assertThat(tokens.of(tenant, "p", 4).read()).isEqualTo(next);
    assertThat(owing()).isEmpty();
  }

  @Test
  void tokensThatCameTooLateGoBackWithTheOthers() {
    awayAtTheEnd();
    RevocationJob returns = returns();
    tokens.whenUnkept(returns::unkept);
    life.incrementAndGet();

    tokens.of(tenant, "p", 3).unkept(kept("canary-b", "canary-s"));
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    round(returns);

    assertThat(asked).hasSize(3).anyMatch(each -> each.contains("token=canary-s"));
    assertThat(owing()).isEmpty();
  }

  @Test
  void tokensThatAreNeededAtTheirVendorWaitForADayAtMost() {
    connected();
    RevocationJob returns = returns();
    returns.waitWhile((scope, one) -> one.life() == 3);

    assertThat(returns.end(tenant, "p", agreement(), tx -> {})).isFalse();
    time.advance(Duration.ofHours(23));
    round(returns);
    assertThat(asked).isEmpty();
    time.advance(Duration.ofHours(1).plusMinutes(1));
    round(returns);

    assertThat(asked).hasSize(1);
    assertThat(owing()).isEmpty();
  }

  @Test
  void whoSignsByTokensThatAreOwedRenewsThemThere() {
    awayAtTheEnd();
    Kept had = kept("canary-a", "canary-r");
    Kept next = kept("canary-b", "canary-s");

    assertThat(owed.store(tenant, "p", 4).read()).as("of another life").isNull();
    assertThat(owed.store(tenant, "p", 3).read()).isEqualTo(had);
    assertThat(owed.store(tenant, "p", 3).keep(next, had)).isFalse();
    assertThat(owed.store(tenant, "p", 3).keep(had, next)).isTrue();
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    round(returns());

    assertThat(asked.getLast()).contains("token=canary-s");
  }

  @Test
  void tokensThatAreRenewedWhileTheyWaitAreTheOnesThatGoBack() {
    awayAtTheEnd();
    Kept had = kept("canary-a", "canary-r");
    Kept next = kept("canary-b", "canary-s");
    RevocationJob returns = returns();
    returns.waitWhile((scope, one) -> owed.store(tenant, "p", 3).keep(had, next));
    status.set(200);
    time.advance(Duration.ofMinutes(1));

    round(returns);
    assertThat(owed.store(tenant, "p", 3).read()).isEqualTo(next);
    time.advance(Duration.ofMinutes(1));
    round(returns);

    assertThat(asked.getLast()).contains("token=canary-s");
    assertThat(owing()).isEmpty();
  }

  @Test
  void tokensThatAreRenewedWhileTheirVendorIsAskedGoBackToo() {
    awayAtTheEnd();
    Kept had = kept("canary-a", "canary-r");
    Kept next = kept("canary-b", "canary-s");
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    meanwhile = () -> assertThat(owed.store(tenant, "p", 3).keep(had, next)).isTrue();

    round(returns());
    meanwhile = () -> {};
    round(returns());

    assertThat(asked.getLast()).contains("token=canary-s");
    assertThat(owing()).isEmpty();
  }

  @Test
  void tokensThatAreGivenForSomeThatWentBackMeanwhileGoBackToo() {
    awayAtTheEnd();
    TokenStore shelf = owed.store(tenant, "p", 3);
    Kept had = Objects.requireNonNull(shelf.read());
    Kept next = kept("canary-b", "canary-s");
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    round(returns());

    assertThat(shelf.keep(had, next)).isFalse();
    shelf.unkept(next);
    round(returns());

    assertThat(asked.getLast()).contains("token=canary-s");
    assertThat(owing()).isEmpty();
  }

  @Test
  void theLastTokensOfAProviderAreThoseThatItSignedBy() {
    awayAtTheEnd();
    time.advance(Duration.ofSeconds(1));
    Kept later = kept("canary-b", "canary-s");
    tokens.keep(tenant, "p", 3, later, (tx, before) -> {});
    assertThat(returns().end(tenant, "p", agreement(), tx -> {})).isFalse();

    assertThat(owing()).hasSize(2);
    assertThat(owed.store(tenant, "p", 3).read()).isEqualTo(later);
  }

  @Test
  void tokensOfAProviderThatWentStayWhileSomethingCannotBeRead() {
    connected();
    debts.put(tenant, "0", "p", time.now(), "{}");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> returns().gone(tenant, "p"));

    assertThat(tokens.of(tenant, "p", 3).read()).isNotNull();
  }

  @Test
  void tokensThatNobodyKnowsAWayBackForAreToldWhenTheirProviderHasGone() {
    connected();
    RevocationJob returns = returnsWithout(FailureCode.UNAVAILABLE);
    returns.ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");
    round(returns);
    assertThat(AuditTrail.of(db, tenant)).as("it is still there").isEmpty();
    life.incrementAndGet();
    time.advance(Duration.ofMinutes(1));

    round(returns);

    assertThat(tokens.of(tenant, "p", 3).read()).isNull();
    assertThat(owing()).isEmpty();
    assertThat(AuditTrail.of(db, tenant))
        .singleElement()
        .satisfies(entry -> assertThat(entry).contains("withdraw them there: it is not known how"));
  }

  @Test
  void tokensThatCannotBeReadKeepNobodyFromRemovingTheirProvider() {
    connected();
    spoil("p");
    RevocationJob returns = returns();

    returns.ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");
    assertThat(AuditTrail.of(db, tenant)).as("it is still there").isEmpty();
    life.incrementAndGet();
    returns.gone(tenant, "p");

    assertThat(asked).isEmpty();
    assertThat(owing()).isEmpty();
    assertThat(AuditTrail.of(db, tenant))
        .singleElement()
        .satisfies(entry -> assertThat(entry).contains("withdraw them there: nothing that they"));
    assertThat(tokens.of(tenant, "p", 4).read()).as("the name is free").isNull();
    connected();
  }

  @Test
  void aClientThatCannotBeReadKeepsNobodyFromRemovingItsProvider() {
    connected();
    tokens.keep(tenant, "client", 3, kept("canary-c", null), (tx, before) -> {});
    spoil("client");
    RevocationJob returns = returns(() -> tokens.of(tenant, "client", 3).read());

    returns.ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");
    life.incrementAndGet();
    round(returns);

    assertThat(owing()).isEmpty();
    assertThat(AuditTrail.of(db, tenant))
        .singleElement()
        .satisfies(entry -> assertThat(entry).contains("withdraw them there: it is not known how"));
  }

  @Test
  void tokensThatNobodyAgreedToAreToldToNobody() {
    tokens.keep(tenant, "p", life.get(), kept("canary-a", null), (tx, before) -> {});

    returnsWithout(FailureCode.UNSUPPORTED)
        .ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");

    assertThat(owing()).isEmpty();
  }
}
