package io.auterity.control.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.control.access.Access;
import io.auterity.control.access.AccessRole;
import io.auterity.control.access.People;
import io.auterity.control.access.Sessions;
import io.auterity.control.access.TestAccess;
import io.auterity.control.identity.store.IssuerTable;
import io.auterity.control.identity.store.IssuerTable.IssuerClient;
import io.auterity.control.owner.Owners;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential.SessionToken;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.store.ResourceStore;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stands in the database when a process ends between that and what follows. */
@Tag("postgresql")
class IssuersTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final ManualTime time = new ManualTime(Instant.parse("2026-05-04T10:00:00Z"));
  private final AuditLog audit = new AuditLog(db.database(), Time.system());
  private final Access access = TestAccess.of(db.database(), audit, new Owners(), time);
  private final IssuerTable table = new IssuerTable(db.database());
  private final IssuerRequests outlet =
      new IssuerRequests(
          binding -> {
            throw new AssertionError("nobody is asked");
          },
          (scope, name, hosts) -> {
            throw new AssertionError("no secret is read");
          },
          time);
  private final Issuers issuers = new Issuers(table, outlet, access.people());
  private final TenantScope tenant = tenant();
  private final String client = "client-" + UUID.randomUUID();

  private TenantScope tenant() {
    return TenantScope.authenticated(
        access.tenants().create(AuditTrail.act("issuers"), "tenant " + UUID.randomUUID()).id());
  }

  private Resource resource(String id, String name, String client, String role) {
    Json.Obj rule =
        Json.EMPTY
            .with("role", Json.of(role))
            .with("claim", Json.of("sub"))
            .with("equals", Json.of("ada"));
    return new Resource(
        "issuer",
        id,
        1,
        Json.EMPTY
            .with("name", Json.of(name))
            .with("issuer", Json.of("https://issuer.test"))
            .with("client", Json.of(client))
            .with("rules", Json.array(List.of(rule))),
        time.now());
  }

  /** The transaction that stores it, after which nothing is told. */
  private Resource stored(TenantScope scope, Resource one) {
    return db.database()
        .inTenant(
            scope,
            tx -> {
              Resource added = ResourceStore.add(tx, List.of(one), "test").getFirst();
              issuers.claim(tx, scope, added);
              return added;
            });
  }

  private IssuerConnection applied(String role) {
    issuers.put(tenant, stored(tenant, resource("staff", "Staff", client, role)));
    return issuers.required(tenant, "staff");
  }

  private People.Seen ada(IssuerConnection by) {
    return new People.Seen(
        "staff",
        "https://issuer.test",
        "ada",
        "Ada",
        null,
        Set.copyOf(by.issuer().rules().roles(Json.EMPTY.with("sub", Json.of("ada")))),
        by.standing());
  }

  private Authenticated admitted(IssuerConnection by) {
    return access.people().admit(tenant, ada(by), "127.0.0.1", "GET /").orElseThrow();
  }

  private Authenticated authenticated(Sessions.Issued session) {
    return access.authenticator().authenticate(new SessionToken(session.secret()));
  }

  private String refusal(IssuerConnection by) {
    try {
      return admitted(by).principal().name();
    } catch (CallFailedException e) {
      return SignInRefusal.code(e);
    }
  }

  @Test
  void sessionsEndWithTheRulesThatGaveThemThoughTheProcessDoes() {
    Sessions.Issued session = access.sessions().open(admitted(applied("admin")));
    time.advance(Duration.ofMinutes(1));

    stored(tenant, resource("staff", "Staff", client, "viewer"));

    assertThatThrownBy(() -> authenticated(session)).isInstanceOf(CallFailedException.class);
    assertThat(access.people().list(tenant, null, 10).getFirst().roles()).isEmpty();
  }

  @Test
  void sessionsEndWithTheirIssuerThoughTheProcessDoes() {
    Sessions.Issued session = access.sessions().open(admitted(applied("admin")));
    time.advance(Duration.ofMinutes(1));

    db.database()
        .inTenant(
            tenant,
            tx -> {
              ResourceStore.end(tx, "issuer", "staff", time.now(), "test");
              issuers.release(tx, tenant, "staff");
              return true;
            });

    assertThatThrownBy(() -> authenticated(session)).isInstanceOf(CallFailedException.class);
  }

  @Test
  void anotherNameEndsNoSession() {
    Sessions.Issued session = access.sessions().open(admitted(applied("admin")));
    time.advance(Duration.ofMinutes(1));

    stored(tenant, resource("staff", "All of us", client, "admin"));

    assertThat(authenticated(session).principal().name()).isEqualTo("Ada");
  }

  @Test
  void aServerThatHasNotHeardOfTheNewRulesLetsNobodyInByTheOld() {
    IssuerConnection old = applied("admin");
    admitted(old);

    Resource next = stored(tenant, resource("staff", "Staff", client, "viewer"));

    assertThat(refusal(old)).isEqualTo("changed");
    issuers.put(tenant, next);
    admitted(issuers.required(tenant, "staff"));
    assertThat(access.people().list(tenant, null, 10).getFirst().roles()).containsExactly("viewer");
  }

  @Test
  void aServerThatHasHeardLaterEndsNoSessionThatTheNewRulesGave() {
    applied("admin");
    Issuers later = new Issuers(table, outlet, access.people());
    later.put(tenant, resource("staff", "Staff", client, "admin"));
    Resource next = stored(tenant, resource("staff", "Staff", client, "viewer"));
    issuers.put(tenant, next);
    Sessions.Issued session = access.sessions().open(admitted(issuers.required(tenant, "staff")));
    time.advance(Duration.ofMinutes(1));

    later.put(tenant, next);

    assertThat(authenticated(session).principal().name()).isEqualTo("Ada");
    assertThat(access.people().list(tenant, null, 10).getFirst().given())
        .containsExactly(AccessRole.VIEWER.wire());
  }

  @Test
  void aClientThatWasTakenAwayLetsNobodyIn() {
    IssuerConnection old = applied("admin");
    admitted(old);

    issuers.give(tenant(), new IssuerClient("https://issuer.test", client));

    assertThat(refusal(old)).isEqualTo("changed");
    assertThat(access.people().list(tenant, null, 10).getFirst().roles()).isEmpty();
  }

  @Test
  void whatTheOperatorGivesStaysUntilItIsApplied() {
    stored(tenant, resource("first", "First", client, "viewer"));
    stored(tenant, resource("second", "Second", client + "-2", "viewer"));
    IssuerClient first = new IssuerClient("https://issuer.test", client);
    IssuerClient second = new IssuerClient("https://issuer.test", client + "-2");
    TenantScope owner = tenant();

    issuers.give(owner, first);
    issuers.give(owner, second);

    issuers.claimAgain(tenant, Issuer.of("first", resource("f", "F", client, "viewer").spec()));
    assertThat(issuers.holder(first)).contains(TenantScope.recovered(owner.tenant()));
    stored(owner, resource("mine", "Mine", client, "viewer"));
    stored(owner, resource("other", "Other", client + "-2", "viewer"));
    assertThat(table.own(owner)).containsExactlyInAnyOrder(first, second);
  }
}
