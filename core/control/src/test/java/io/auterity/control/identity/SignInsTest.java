package io.auterity.control.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.control.access.Access;
import io.auterity.control.access.TestAccess;
import io.auterity.control.identity.SignIns.Answer;
import io.auterity.control.identity.SignIns.Begun;
import io.auterity.control.identity.SignIns.From;
import io.auterity.control.identity.store.IssuerTable;
import io.auterity.control.identity.store.SignInTickets;
import io.auterity.control.owner.Owners;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.store.ResourceStore;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Browsers that begin to sign in, and come back late or never. */
@Tag("postgresql")
class SignInsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();
  @TempDir static Path folder;

  private static final From HERE =
      new From("192.0.2.1", "POST /api/v1/sign-in", "https://here.test");
  private static final From ELSEWHERE =
      new From("192.0.2.2", "POST /api/v1/sign-in", "https://here.test");

  private final ManualTime time = new ManualTime(Instant.parse("2026-05-04T10:00:00Z"));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AuditLog audit = new AuditLog(db.database(), Time.system());
  private final Access access = TestAccess.of(db.database(), audit, new Owners(), time);
  private final Issuers issuers =
      new Issuers(
          new IssuerTable(db.database()),
          new IssuerRequests(
              binding -> {
                throw new CallFailedException(FailureCode.UNAVAILABLE, "it was asked");
              },
              (scope, name, hosts) -> "secret",
              time),
          access.people());
  private final SignIns signIns =
      new SignIns(
          access,
          issuers,
          new SignInTickets(db.database()),
          new ContentSeal(MasterKey.open(folder.resolve("master.key"))),
          Ids.system(time),
          time,
          new SecureRandom(),
          meters);
  private final String name = "tenant " + UUID.randomUUID();
  private final TenantScope tenant =
      TenantScope.authenticated(access.tenants().create(AuditTrail.act("sign-ins"), name).id());

  @BeforeEach
  void apply() {
    Json.Obj spec =
        Json.EMPTY
            .with("preset", Json.of("github"))
            .with("client", Json.of("client-" + UUID.randomUUID()))
            .with("secret", Json.of("client"))
            .with("rules", Json.array(List.of()));
    Resource wanted = new Resource("issuer", "staff", 1, spec, time.now());
    db.database()
        .inTenant(
            tenant,
            tx -> {
              Resource added = ResourceStore.add(tx, List.of(wanted), "test").getFirst();
              issuers.claim(tx, tenant, added);
              issuers.put(tenant, added);
              return added;
            });
  }

  private Begun begin(From from) {
    return signIns.begin(name, "staff", "https://here.test/signin/callback", "/runs", from);
  }

  private String begun(From from) {
    try {
      begin(from);
      return "begun";
    } catch (CallFailedException e) {
      return SignInRefusal.code(e);
    }
  }

  private String finished(Begun begun) {
    return finished(begun, "staff");
  }

  private String finished(Begun begun, String at) {
    return finished(begun, at, HERE);
  }

  private String finished(Begun begun, String at, From from) {
    Answer answer =
        new Answer(
            TenantScope.ID.write(tenant.tenant()) + "/" + at,
            state(begun.authorize()),
            "code",
            null,
            null);
    try {
      signIns.finish(begun.cookie(), answer, from);
      return "in";
    } catch (CallFailedException e) {
      return SignInRefusal.code(e);
    }
  }

  private static @Nullable String state(URI authorize) {
    return authorize.getRawQuery().replaceFirst(".*&state=([^&]+).*", "$1");
  }

  private long tickets() {
    return db.database()
        .inTenant(
            tenant, tx -> tx.query("select count(*) from sign_in_ticket").mapTo(Long.class).one());
  }

  @Test
  void whatWasBegunIsOverAfterTenMinutes() {
    Begun late = begin(HERE);
    time.advance(Duration.ofMinutes(1));
    Begun inTime = begin(HERE);
    time.advance(Duration.ofMinutes(9));

    assertThat(finished(late)).isEqualTo("state");
    assertThat(finished(inTime)).as("its issuer is asked").isEqualTo("issuer_away");
  }

  @Test
  void whatComesBackUnderAnotherHostIsRefused() {
    for (String origin :
        List.of(
            "https://there.test", "http://here.test", "https://here.test:8443", "https://here")) {
      From other = new From("192.0.2.1", "GET /signin/callback", origin);

      assertThat(finished(begin(HERE), "staff", other)).as(origin).isEqualTo("state");
    }
  }

  @Test
  void whatBeganUnderAnInsideNameEndsThereOrWhereTheIssuerSendsPeople() {
    From inside = new From("192.0.2.1", "POST /api/v1/sign-in", "http://console:8080");

    assertThat(finished(begin(inside), "staff", inside)).isEqualTo("issuer_away");
    assertThat(finished(begin(inside), "staff", HERE)).isEqualTo("issuer_away");
    assertThat(finished(begin(HERE), "staff", inside)).isEqualTo("state");
  }

  @Test
  void nothingIsKeptOfThoseWhoNeverComeBack() {
    begin(HERE);
    Begun back = begin(HERE);
    assertThat(tickets()).isZero();

    finished(back);

    assertThat(tickets()).as("what comes back is good once").isEqualTo(1);
    assertThat(finished(back)).isEqualTo("used");
  }

  @Test
  void whoeverBeginsAHundredTimesWaitsAMinute() {
    for (int i = 0; i < 100; i++) {
      assertThat(begun(HERE)).isEqualTo("begun");
    }

    assertThatThrownBy(() -> begin(HERE))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().retryAfter()).isEqualTo(Duration.ofMinutes(1)));
    assertThat(begun(ELSEWHERE)).isEqualTo("begun");
    assertThat(meters.counter("auterity.signin.refused", "code", "too_many").count()).isEqualTo(1);
    time.advance(Duration.ofMinutes(1));
    assertThat(begun(HERE)).isEqualTo("begun");
  }

  @Test
  void whoeverGoesOnIsToldOfOnceWhicheverAddressOfTheirNetworkTheyUse() {
    for (int i = 0; i < 110; i++) {
      begun(new From("2001:db8::" + i, "POST /api/v1/sign-in", "https://here.test"));
    }

    assertThat(audit.waiting()).isEqualTo(1);
  }

  @Test
  void answersOfOthersAreWrongAttemptsThatFillNoLog() {
    Begun begun = begin(HERE);
    for (int i = 0; i < 20; i++) {
      assertThat(finished(begun, "another")).isEqualTo("mix_up");
    }

    assertThat(finished(begun, "another")).isEqualTo("too_many");
    assertThat(finished(begun, "another")).isEqualTo("too_many");
    assertThat(audit.waiting()).isEqualTo(21);
  }
}
