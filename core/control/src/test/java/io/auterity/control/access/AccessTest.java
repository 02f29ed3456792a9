package io.auterity.control.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.control.access.store.KeySearch;
import io.auterity.control.owner.Owners;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.BrokenAudit;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential;
import io.auterity.platform.call.Credential.ApiKey;
import io.auterity.platform.call.Credential.SessionToken;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.ProductActs;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.EgressApproval;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("postgresql")
class AccessTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final AuditedAct ACT = AuditTrail.act("access");

  private final ManualTime time = new ManualTime(Instant.parse("2026-01-02T12:00:00Z"));
  private final AuditLog audit = new AuditLog(db.database(), Time.system());
  private final Owners owners = new Owners();
  private final Access access = TestAccess.of(db.database(), audit, owners, time);
  private final Tenants.Admitted tenant =
      access.tenants().create(ACT, "tenant " + UUID.randomUUID());
  private final Authenticated admin = authenticate(new ApiKey(tenant.secret()));

  @Test
  void anApprovalNamesATenantThatIsThereByItsNameOrItsId() {
    assertThat(approves(tenant.name())).isTrue();
    assertThat(approves(tenant.id().toString())).isTrue();
    assertThat(approves(TenantScope.ID.write(tenant.id()))).isTrue();
    assertThat(approves("*")).isTrue();
    assertThat(approves("nobody's")).isFalse();
    assertThat(approves(TenantScope.ID.write(new UUID(0, 1)))).isFalse();
  }

  private boolean approves(String name) {
    return access.tenants().isThere(EgressApproval.read("a.test:80 for " + name));
  }

  @Test
  void aNewTenantIsUsableAtOnce() {
    assertThat(admin.scope().tenant()).isEqualTo(tenant.id());
    assertThat(access.tenants().name(admin.scope())).isEqualTo(tenant.name());
    assertThat(permits(admin, "resource.write")).isTrue();
  }

  @Test
  void aTenantsNameIsTakenOnce() {
    assertThatThrownBy(() -> access.tenants().create(ACT, tenant.name()))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT));
  }

  @Test
  void anotherAdministratorIsAdmittedToATenantWhoseKeysAreLost() {
    String secret = access.tenants().admit(ACT, tenant.name(), "found again", List.of()).secret();

    Authenticated second = authenticate(new ApiKey(secret));
    assertThat(second.scope()).isEqualTo(admin.scope());
    assertThat(second.principal().name()).isEqualTo("found again");
    assertThat(permits(second, "key.write")).isTrue();
  }

  @Test
  void nobodyIsAdmittedToATenantThatIsNotThereOrUnderAKeysNameThatIsTaken() {
    assertThatThrownBy(() -> access.tenants().admit(ACT, "nobody's", "a", List.of()))
        .hasMessageContaining("no tenant 'nobody's'");
    assertThatThrownBy(() -> access.tenants().admit(ACT, tenant.name(), "admin", List.of()))
        .hasMessageContaining("there is a key 'admin' already");
  }

  @Test
  void tenantsAndKeysAreMadeAndRevokedWithAnEntryInTheAuditLog() {
    UUID id =
        access
            .keys()
            .create(admin, ACT, new ApiKeys.Wanted("k", Grants.of(AccessRole.VIEWER), null))
            .key()
            .id();
    access.keys().revoke(admin, ACT, id);
    access.keys().revoke(admin, ACT, id);
    access.tenants().admit(ACT, tenant.name(), "found again", List.of());

    String key = "key/" + Principal.ID.write(id);
    List<String> entries = AuditTrail.of(db, admin.scope());
    assertThat(entries)
        .hasSize(5)
        .allMatch(
            entry -> entry.startsWith("access ") && entry.endsWith("by tester from 192.0.2.7"));
    assertThat(entries.get(0)).contains("tenant/" + tenant.name());
    assertThat(entries.get(2)).contains(key + " done null > sha256:");
    assertThat(entries.get(3)).contains(key + " done sha256:").doesNotContain("null");
    assertThat(entries.get(4)).contains("key/").doesNotContain(key);
  }

  @Test
  void whatCannotBeAuditedIsNotChanged() {
    time.advance(Duration.ofMillis(1));
    UUID id =
        access
            .keys()
            .create(admin, ACT, new ApiKeys.Wanted("k", Grants.of(AccessRole.VIEWER), null))
            .key()
            .id();
    String name = "tenant " + UUID.randomUUID();

    BrokenAudit.refuses(
        db,
        () ->
            access
                .keys()
                .create(admin, ACT, new ApiKeys.Wanted("l", Grants.of(AccessRole.VIEWER), null)));
    BrokenAudit.refuses(db, () -> access.keys().revoke(admin, ACT, id));
    BrokenAudit.refuses(db, () -> access.tenants().create(ACT, name));
    BrokenAudit.refuses(db, () -> access.tenants().admit(ACT, tenant.name(), "m", List.of()));

    assertThat(access.keys().list(admin.scope(), KeySearch.ALL, null, 10))
        .extracting(ApiKeys.Key::name)
        .containsExactly("admin", "k");
    assertThat(access.keys().get(admin.scope(), id).revoked()).isNull();
    assertThat(access.tenants().create(ACT, name).name()).isEqualTo(name);
  }

  @Test
  void whatMustStandInTheLogFirstIsNotDoneWhileTheLogTakesNothing() {
    audit.start();
    List<String> done = new ArrayList<>();

    BrokenAudit.during(
        db,
        () -> {
          assertThatThrownBy(() -> access.audit().first(admin.scope(), ACT, "begun"))
              .hasMessageStartingWith("unavailable: the audit log cannot take entries");
          assertThatThrownBy(
                  () ->
                      access
                          .audit()
                          .ofInstallation(
                              ACT, "plugins", () -> "", () -> done.add("done"), r -> Map.of()))
              .hasMessageStartingWith("unavailable: the audit log cannot take entries");
        });
    audit.close();

    assertThat(done).isEmpty();
    assertThat(AuditTrail.of(db, admin.scope()).subList(2, 4))
        .satisfiesExactly(
            entry -> assertThat(entry).startsWith("access POST /test begun"),
            entry -> assertThat(entry).startsWith("access POST /test not done"));
  }

  @ParameterizedTest
  @CsvSource({
    "the database is away, unavailable",
    "a file is not there, internal",
  })
  void whatFailsForAllTenantsTellsWhyAndHowItLeftThings(String reason, String code) {
    audit.start();
    String target = "master-key " + UUID.randomUUID();
    AtomicInteger key = new AtomicInteger(1);
    RuntimeException failure =
        code.equals("internal")
            ? new IllegalStateException(reason)
            : new CallFailedException(FailureCode.UNAVAILABLE, reason);

    assertThatThrownBy(
            () ->
                access
                    .audit()
                    .ofInstallation(
                        ACT,
                        target,
                        () -> "key " + key,
                        () -> {
                          key.set(2);
                          throw failure;
                        },
                        result -> Map.of()))
        .isSameAs(failure);
    audit.close();

    List<String> entries =
        audit.readInstallation(0, 1_000).stream()
            .map(entry -> new String(entry.bytes(), StandardCharsets.UTF_8))
            .filter(entry -> entry.contains(target))
            .toList();
    assertThat(entries)
        .satisfiesExactly(
            begun -> assertThat(begun).contains("\"begun\"", "\"before\":\"key 1\""),
            failed ->
                assertThat(failed)
                    .contains("\"failed\"", "\"after\":\"key 2\"")
                    .contains("\"code\":\"" + code + "\"", "\"reason\":\"" + reason + "\""));
  }

  @Test
  void everyWrongCredentialIsRefusedInTheSameWords() {
    List<Credential> wrong =
        List.of(
            new ApiKey("ak_" + "x".repeat(43)),
            new ApiKey(""),
            new ApiKey(tenant.secret() + "x"),
            new SessionToken(tenant.secret()),
            new SessionToken("as_nothing"));

    assertThat(wrong.stream().map(this::refusal).distinct()).hasSize(1);
  }

  @Test
  void aStrangerIsRememberedForAMoment() {
    Credential stranger = new ApiKey("ak_" + "y".repeat(43));
    assertThat(access.authenticator().recentlyRefused(stranger)).isEmpty();

    refusal(stranger);

    assertThat(access.authenticator().recentlyRefused(stranger))
        .hasValueSatisfying(
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.UNAUTHENTICATED));
    time.advance(Duration.ofSeconds(11));
    assertThat(access.authenticator().recentlyRefused(stranger)).isEmpty();
  }

  @Test
  void aKeyThatWasShownAsASessionIsStillAKey() {
    refusal(new SessionToken(tenant.secret()));

    assertThat(authenticate(new ApiKey(tenant.secret()))).isEqualTo(admin);
  }

  @Test
  void aRevokedKeyIsRefusedAtOnceAndSoAreItsSessions() {
    ApiKeys.Issued issued = key("ci", Grants.of(AccessRole.OPERATOR));
    Authenticated operator = authenticate(new ApiKey(issued.secret()));
    SessionToken session = new SessionToken(access.sessions().open(operator).secret());
    authenticate(session);
    assertThat(permits(operator, "run.start")).isTrue();

    access.keys().revoke(admin, ACT, issued.key().id());

    assertRefused(new ApiKey(issued.secret()));
    assertRefused(session);
    assertThat(permits(operator, "run.start")).isFalse();
  }

  @Test
  void whoCalledAMomentAgoIsKnownWithoutAQuestionUntilTheKeyEnds() {
    ApiKeys.Issued issued =
        access
            .keys()
            .create(
                admin,
                ACT,
                new ApiKeys.Wanted(
                    "known", Grants.of(AccessRole.VIEWER), time.now().plus(Duration.ofSeconds(5))));
    ApiKey key = new ApiKey(issued.secret());
    assertThat(recent(key)).isEmpty();
    Authenticated caller = authenticate(key);

    assertThat(recent(key)).contains(caller);
    time.advance(Duration.ofSeconds(6));
    assertThat(recent(key)).isEmpty();
  }

  @Test
  void aRevokedKeyIsKnownToNobody() {
    ApiKeys.Issued issued = key("ci", Grants.of(AccessRole.OPERATOR));
    authenticate(new ApiKey(issued.secret()));

    access.keys().revoke(admin, ACT, issued.key().id());

    assertThat(recent(new ApiKey(issued.secret()))).isEmpty();
  }

  @Test
  void aKeyEndsWhenItExpires() {
    ApiKeys.Issued issued =
        access
            .keys()
            .create(
                admin,
                ACT,
                new ApiKeys.Wanted(
                    "short", Grants.of(AccessRole.VIEWER), time.now().plus(Duration.ofSeconds(5))));
    Authenticated viewer = authenticate(new ApiKey(issued.secret()));
    assertThat(permits(viewer, "run.read")).isTrue();

    time.advance(Duration.ofSeconds(6));

    assertRefused(new ApiKey(issued.secret()));
    assertThat(permits(viewer, "run.read")).isFalse();
  }

  @Test
  void aKeyGivesNoMoreThanItHasAndForNoLonger() {
    Grants clerk = new Grants(Set.of(), List.of(new GrantPattern("control:key.write")), List.of());
    Instant end = time.now().plus(Duration.ofHours(1));
    ApiKeys.Issued issued =
        access.keys().create(admin, ACT, new ApiKeys.Wanted("clerk", clerk, end));
    Authenticated caller = authenticate(new ApiKey(issued.secret()));

    assertThatThrownBy(
            () ->
                access
                    .keys()
                    .create(caller, ACT, new ApiKeys.Wanted("a", Grants.of(AccessRole.ADMIN), end)))
        .hasMessageContaining("role admin");
    assertThatThrownBy(
            () -> access.keys().create(caller, ACT, new ApiKeys.Wanted("b", clerk, null)))
        .hasMessageContaining("expires");
    assertThat(
            access.keys().create(caller, ACT, new ApiKeys.Wanted("c", clerk, end)).key().grants())
        .isEqualTo(clerk);
  }

  @Test
  void aKeyCannotRevokeItself() {
    assertThatThrownBy(() -> access.keys().revoke(admin, ACT, admin.principal().id()))
        .hasMessageContaining("cannot revoke itself");
  }

  @Test
  void aKeyOfAnotherTenantIsNotThere() {
    Authenticated stranger =
        authenticate(new ApiKey(access.tenants().create(ACT, "t" + UUID.randomUUID()).secret()));
    UUID foreign = admin.principal().id();

    assertThatThrownBy(() -> access.keys().get(stranger.scope(), foreign))
        .hasMessageContaining("no such key");
    assertThatThrownBy(() -> access.keys().revoke(stranger, ACT, foreign))
        .hasMessageContaining("no such key");
    assertThat(access.keys().list(stranger.scope(), KeySearch.ALL, null, 10)).hasSize(1);
    assertThat(
            access
                .authorizer()
                .authorize(stranger.scope(), admin.principal(), ProductActs.named("run.read"))
                .permits())
        .isFalse();
  }

  @Test
  void aKeyIsListedWithItsGrantsButNeverItsSecret() {
    Grants grants =
        new Grants(
            Set.of(), List.of(new GrantPattern("ai.*")), List.of(new GrantPattern("ai.chat.*")));
    ApiKeys.Issued issued = key("narrow", grants);

    assertThat(access.keys().get(admin.scope(), issued.key().id()).grants()).isEqualTo(grants);
    assertThat(issued.toString()).doesNotContain(issued.secret());
    assertThatThrownBy(() -> key("narrow", grants)).hasMessageContaining("choose another name");
  }

  @Test
  void aSessionLastsAsLongAsItIsUsed() {
    Sessions.Issued session = access.sessions().open(admin);
    SessionToken token = new SessionToken(session.secret());

    time.advance(Duration.ofHours(11));
    assertThat(access.sessions().renew(token)).contains(time.now().plus(Duration.ofHours(12)));
    time.advance(Duration.ofHours(11));
    authenticate(token);

    time.advance(Duration.ofHours(2));
    assertRefused(token);
    assertThat(access.sessions().renew(token)).isEmpty();
  }

  @Test
  void askingWhetherASessionLastsDoesNotMakeItLastLonger() {
    SessionToken token = new SessionToken(access.sessions().open(admin).secret());

    time.advance(Duration.ofHours(11));
    assertThat(access.sessions().lasts(token)).isTrue();

    time.advance(Duration.ofHours(2));
    assertThat(access.sessions().lasts(token)).isFalse();
  }

  @Test
  void anEndedSessionIsRefusedAtOnce() {
    SessionToken token = new SessionToken(access.sessions().open(admin).secret());
    authenticate(token);

    access.sessions().end(admin, token);

    assertRefused(token);
    assertThat(access.sessions().lasts(token)).isFalse();
  }

  @Test
  void aCodeWorksOnce() {
    String code = access.sessions().code(admin).secret();

    assertThat(access.sessions().redeem(code).principal()).isEqualTo(admin.principal());
    assertThatThrownBy(() -> access.sessions().redeem(code)).hasMessageContaining("no valid");
  }

  @Test
  void aCodeEndsAfterTenMinutes() {
    String inTime = access.sessions().code(admin).secret();
    String late = access.sessions().code(admin).secret();

    time.advance(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(access.sessions().redeem(inTime).principal()).isEqualTo(admin.principal());
    time.advance(Duration.ofSeconds(2));

    assertThatThrownBy(() -> access.sessions().redeem(late)).hasMessageContaining("no valid");
  }

  @Test
  void lastUseIsWrittenBehindTheCall() {
    TenantScope scope = admin.scope();
    UUID id = admin.principal().id();
    assertThat(access.keys().get(scope, id).lastUsed()).isNull();

    access.flush();

    assertThat(access.keys().get(scope, id).lastUsed()).isEqualTo(time.now());
  }

  @Test
  void aViolationStandsInTheTenantsAuditLog() {
    audit.start();

    AuditedAct tried =
        new AuditedAct(admin.principal(), "192.0.2.7", "control:key.write", "POST /api/v1/keys");
    access.audit().violation(admin.scope(), tried, "control:key.write", "default deny");
    audit.close();

    assertThat(audit.read(admin.scope(), 2, 10))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(new String(entry.bytes(), StandardCharsets.UTF_8))
                    .contains("access.violation", "control:key.write", "default deny", "192.0.2.7")
                    .contains(admin.principal().id().toString()));
  }

  private ApiKeys.Issued key(String name, Grants grants) {
    return access.keys().create(admin, ACT, new ApiKeys.Wanted(name, grants, null));
  }

  private Authenticated authenticate(Credential credential) {
    return access.authenticator().authenticate(credential);
  }

  private boolean permits(Authenticated who, String act) {
    return access
        .authorizer()
        .authorize(who.scope(), who.principal(), ProductActs.named(act))
        .permits();
  }

  private Optional<Authenticated> recent(Credential credential) {
    return access.authenticator().recent(credential);
  }

  private void assertRefused(Credential credential) {
    assertThat(refusal(credential)).contains("no valid credential");
  }

  private String refusal(Credential credential) {
    try {
      authenticate(credential);
      return "accepted";
    } catch (CallFailedException e) {
      return e.failure().message();
    }
  }
}
