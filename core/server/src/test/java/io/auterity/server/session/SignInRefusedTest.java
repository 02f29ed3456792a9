package io.auterity.server.session;

import static io.auterity.server.session.OutsideTenant.ADA;
import static io.auterity.server.session.OutsideTenant.encoded;
import static io.auterity.server.session.OutsideTenant.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.session.OutsideTenant.Pending;
import io.auterity.spi.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People who come from an issuer outside are not let in, and why. */
@Tag("postgresql")
class SignInRefusedTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  @RegisterExtension static final OutsideIssuer outside = new OutsideIssuer();

  private final OutsideTenant people = new OutsideTenant(server, outside);

  @ParameterizedTest
  @CsvSource({
    "iss, https://evil.test, token_issuer",
    "aud, another, token_audience",
    "nonce, of-another, token_nonce",
    "sub, '', token_subject",
  })
  void aTokenThatIsNotForThisSignInIsNotTaken(String claim, String value, String code) {
    outside.instead.put(claim, Json.of(value));

    assertThat(refusal(people.signedIn(ADA))).isEqualTo(code);
  }

  @Test
  void theAnswerOfAnotherIssuerIsNotTaken() {
    Pending pending = people.begun("/");
    String code = "&code=" + outside.agreed(pending.authorize(), ADA);

    assertThat(refusal(people.back(pending, code + "&iss=https%3A%2F%2Fevil.test")))
        .isEqualTo("mix_up");
    assertThat(refusal(people.back(pending, code)))
        .as("it always names itself")
        .isEqualTo("mix_up");
    assertThat(outside.asked).as("no code went anywhere").isEmpty();
  }

  @Test
  void anIssuerThatSaysNoIsTold() {
    Pending pending = people.begun("/");
    String itself = "&iss=" + encoded(outside.url());

    assertThat(refusal(people.back(pending, itself + "&error=access_denied"))).isEqualTo("denied");
    assertThat(refusal(people.back(pending, itself + "&code=unknown"))).isEqualTo("denied");
  }

  @Test
  void whomNoRuleFitsIsNotLetIn() {
    Json.Obj eve = ADA.with("sub", Json.of("eve")).with("groups", Json.array(List.of()));

    assertThat(refusal(people.signedIn(eve))).isEqualTo("no_role");
    assertThat(people.admin.get("/api/v1/people").body()).doesNotContain("eve");
  }

  @Test
  void whoeverIsWrongAgainAndAgainWaits() {
    String itself = "&iss=" + encoded(outside.url());
    for (int i = 0; i < 21; i++) {
      assertThat(refusal(people.back(people.begun("/"), "&error=access_denied" + itself)))
          .as("who presses Cancel is not wrong")
          .isEqualTo("denied");
    }
    Reply last = people.back(people.begun("/"), "&code=unknown" + itself);
    for (int i = 0; i < 40 && !refusal(last).equals("too_many"); i++) {
      last = people.back(people.begun("/"), "&code=unknown" + itself);
    }

    assertThat(refusal(last)).isEqualTo("too_many");
    people.back(people.begun("/"), "&code=unknown" + itself);
    assertThat(audited("too_many")).as("told of once a minute").containsOnlyOnce("too_many");
  }

  @Test
  void whoIsRefusedIsToldOfToTheTenantAndCounted() {
    double before = refused("no_role");
    outside.instead.put("aud", Json.of("another"));
    people.signedIn(ADA);
    outside.instead.clear();
    people.signedIn(ADA.with("sub", Json.of("eve")).with("groups", Json.array(List.of())));

    String audit = audited("no rule gives a role to eve at " + outside.url());

    assertThat(audit)
        .contains("token_audience")
        .contains("issuer/staff", "caller not signed in", "127.0.0.1");
    assertThat(refused("no_role")).isEqualTo(before + 1);
  }

  /** The audit log once it has that, which is written off the request's path. */
  private String audited(String text) {
    String log = "";
    for (int i = 0; i < 500 && !log.contains(text); i++) {
      log = people.admin.get("/api/v1/audit?limit=100").body();
    }
    assertThat(log).contains(text);
    return log;
  }

  private static double refused(String code) {
    return server
        .anonymous()
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("auterity_signin_refused_total{code=\"" + code + "\""))
        .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".* ", "")))
        .sum();
  }

  @Test
  void aClientThatTheIssuerDoesNotTakeIsNotTheFaultOfWhoeverSignsIn() {
    outside.error = "invalid_client";
    for (int i = 0; i < 21; i++) {
      assertThat(refusal(people.signedIn(ADA))).isEqualTo("issuer_client");
    }
    outside.error = "";

    people.console(people.signedIn(ADA));
  }

  @Test
  void aPersonWhomTheRulesLetInNoMoreHasNotSignedIn() {
    people.console(people.signedIn(ADA));
    Json.Obj left = ADA.with("groups", Json.array(List.of(Json.of("leavers"))));

    assertThat(refusal(people.signedIn(left))).isEqualTo("no_role");

    assertThat(people.admin.get("/api/v1/audit?limit=100").body())
        .contains("\"sign_in.refused\"")
        .containsOnlyOnce("\"sign_in\"");
  }
}
