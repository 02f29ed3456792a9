package io.auterity.platform.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.BrokenAudit;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.LossyConnection;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.ResourceService.AppliedResource;
import io.auterity.platform.resource.store.ResourceStore;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class ResourceServiceTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final AuditedAct ACT = AuditTrail.act("apply");

  private final TenantScope tenant = db.newTenant();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final ResourceService service = service(told);

  @Test
  void putsResourcesInForceInTheOrderOfTheirKinds() {
    List<AppliedResource> applied =
        apply(
            """
            kind: page
            id: one
            spec: {text: first, shelf: top}
            ---
            kind: shelf
            id: top
            spec: {text: oak}
            """);

    assertThat(applied)
        .containsExactly(
            new AppliedResource("page", "one", 1, true),
            new AppliedResource("shelf", "top", 1, true));
    assertThat(told).containsExactly("shelf top v1: oak", "page one v1: first");
    assertThat(service.get(tenant, "page", "one").orElseThrow().spec().text("text"))
        .isEqualTo("first");
  }

  @Test
  void whatItsKindRefusesWhileItIsStoredUndoesAllOfIt() {
    assertThatThrownBy(
            () ->
                apply(
                    "[{kind: page, id: a, spec: {text: x}}, {kind: page, id: b, spec: {text:"
                        + " taken}}]"))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("b is taken");

    assertThat(service.list(tenant)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void whatFollowsAChangeInTheDatabaseFollowsOnceForAll() {
    apply("{kind: page, id: same, spec: {text: x}}");
    asOwner(
        """
        create sequence followed;
        grant usage on sequence followed to auterity_app;
        create function follow() returns trigger language plpgsql as $$
          begin perform nextval('followed'); return null; end $$;
        create trigger follow after insert on resource for each statement execute function follow();
        """);
    try {
      apply("{kind: page, id: same, spec: {text: x}}");
      List<AppliedResource> applied =
          apply(
              """
              [{kind: page, id: a, spec: {text: x}}, {kind: page, id: same, spec: {text: x}},
               {kind: shelf, id: b, spec: {text: x}}, {kind: page, id: b, spec: {text: x}}]
              """);

      assertThat(applied)
          .extracting(AppliedResource::changed)
          .containsExactly(true, false, true, true);
      assertThat(applied).extracting(AppliedResource::id).containsExactly("a", "same", "b", "b");
      long followed =
          db.database()
              .inTenant(
                  tenant, tx -> tx.query("select nextval('followed')").mapTo(Long.class).one());
      assertThat(followed).isEqualTo(2);
    } finally {
      asOwner("drop trigger follow on resource; drop function follow; drop sequence followed");
    }
  }

  private static void asOwner(String sql) {
    try (Connection owner = db.logins().owner().connect();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothingIsAppliedThatNamesASecretItsApplierMayNotUse() {
    apply("{kind: page, id: a, spec: {text: x, secret: open}}");

    assertThatThrownBy(
            () ->
                apply(
                    """
                    [{kind: page, id: a, spec: {text: x, secret: closed-1}},
                     {kind: page, id: b, spec: {text: x}},
                     {kind: shelf, id: c, spec: {text: x, secret: closed-2}}]
                    """))
        .hasMessage(
            "forbidden: page 'a' names the secret 'closed-1': nobody may use closed-1; shelf 'c'"
                + " names the secret 'closed-2': nobody may use closed-2");
    assertThat(service.list(tenant)).hasSize(1).allMatch(page -> page.version() == 1);
  }

  @Test
  void whoeverMayNotUseASecretMayApplyWhatIsInForceAlready() {
    String spec = "{kind: page, id: a, spec: {text: x, secret: closed}}";
    TenantScope other = db.newTenant();
    ResourceService before =
        new ResourceService(
            db.database(),
            Time.system(),
            AuditTrail.changes(),
            (scope, who, secret) -> Verdict.allow("test", "it was open"),
            NotebookKind.pair(told));
    before.apply(other, ACT, drafts(spec), false);

    assertThat(service.apply(other, ACT, drafts(spec), false))
        .extracting(AppliedResource::changed)
        .containsExactly(false);
  }

  @Test
  void makesANewVersionOnlyOfWhatChanged() {
    apply("[{kind: page, id: a, spec: {text: x}}, {kind: page, id: b, spec: {text: x}}]");
    told.clear();

    List<AppliedResource> applied =
        apply("[{kind: page, id: a, spec: {text: x}}, {kind: page, id: b, spec: {text: y}}]");

    assertThat(applied)
        .containsExactly(
            new AppliedResource("page", "a", 1, false), new AppliedResource("page", "b", 2, true));
    assertThat(told).containsExactly("page b v2: y", "page a v1 again");
  }

  @Test
  void replacesOnlyTheVersionThatWasRead() {
    apply("{kind: page, id: a, spec: {text: x}}");
    Resource read = service.get(tenant, "page", "a").orElseThrow();
    assertThat(service.replace(tenant, ACT, read, read.spec().with("text", Json.of("y"))))
        .containsExactly(new AppliedResource("page", "a", 2, true));

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () -> service.replace(tenant, ACT, read, read.spec().with("text", Json.of("z"))))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT));
    assertThat(service.get(tenant, "page", "a").orElseThrow().spec().text("text")).isEqualTo("y");
  }

  @Test
  void whatNamesAVersionChangesThatOneOnly() {
    apply("{kind: page, id: a, version: 0, spec: {text: x}}");
    String edited = "{kind: page, id: a, version: 1, spec: {text: y}}";
    apply(edited);

    assertThat(apply(edited)).containsExactly(new AppliedResource("page", "a", 2, false));
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                apply(
                    "[{kind: page, id: b, spec: {text: x}},"
                        + " {kind: page, id: a, version: 1, spec: {text: z}}]"))
        .withMessageContaining("page 'a' was written in place of version 1, and version 2")
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT));
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> apply("{kind: page, id: b, version: 1, spec: {text: x}}"))
        .withMessageContaining("there is none");
    assertThat(service.list(tenant, "page").stream().map(one -> one.spec().text("text")))
        .containsExactly("y");
  }

  @Test
  void storesNothingWhenAnyResourceIsWrong() {
    assertThatExceptionOfType(InvalidResourcesException.class)
        .isThrownBy(
            () ->
                apply(
                    """
                    kind: shelf
                    id: top
                    spec: {text: oak}
                    ---
                    kind: page
                    id: one
                    spec:
                      text: first
                      shelf: bottom
                    """))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        new Problem("[1].spec.shelf", "there is no shelf 'bottom'", "add it", 9)));
    assertThat(service.list(tenant, "shelf")).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void namesEveryProblemWithPathLineAndFix() {
    assertThatExceptionOfType(InvalidResourcesException.class)
        .isThrownBy(
            () ->
                apply(
                    """
                    kind: pag
                    id: one
                    spec: {}
                    ---
                    kind: page
                    id: two
                    spec:
                      text: 5
                      shef: top
                    """))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        new Problem(
                            "[0].kind", "must be one of shelf, page", "did you mean 'page'?", 1),
                        new Problem(
                            "[1].spec.text", "must be string, not integer", "put it in quotes", 8),
                        new Problem("[1].spec.shef", "is unknown", "did you mean 'shelf'?", 9)));
  }

  @Test
  void refusesTheSameResourceTwiceInOneApplication() {
    assertThatExceptionOfType(InvalidResourcesException.class)
        .isThrownBy(
            () ->
                apply(
                    "[{kind: page, id: a, spec: {text: x}}, {kind: page, id: a, spec: {text: y}}]"))
        .withMessageContaining("page 'a' stands twice");
  }

  @Test
  void namesTheLineOfTextThatCannotBeRead() {
    assertThatExceptionOfType(InvalidResourcesException.class)
        .isThrownBy(() -> apply("kind: page\nid: [\n"))
        .withMessageStartingWith("line 3: must be YAML or JSON");
  }

  @Test
  void aDryRunChecksAndStoresNothing() {
    List<AppliedResource> applied =
        service.apply(tenant, ACT, drafts("{kind: page, id: a, spec: {text: x}}"), true);

    assertThat(applied).containsExactly(new AppliedResource("page", "a", 1, true));
    assertThat(service.get(tenant, "page", "a")).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void refusesToDeleteWhatAnotherResourceNeeds() {
    apply(
        "[{kind: shelf, id: top, spec: {text: oak}}, {kind: page, id: a, spec: {text: x, shelf:"
            + " top}}]");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> service.delete(tenant, ACT, "shelf", "top"))
        .withMessageContaining("page 'a': spec.shelf: there is no shelf 'top'")
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT));
  }

  @Test
  void countsVersionsOnAfterADeletion() {
    apply("{kind: page, id: a, spec: {text: x}}");
    service.delete(tenant, ACT, "page", "a");

    assertThat(service.get(tenant, "page", "a")).isEmpty();
    assertThat(apply("{kind: page, id: a, spec: {text: x}}"))
        .containsExactly(new AppliedResource("page", "a", 3, true));
    assertThat(told).containsExactly("page a v1: x", "page a removed", "page a v3: x");
  }

  @Test
  void announcesWhatIsStoredWhenItStarts() {
    apply("[{kind: page, id: a, spec: {text: x}}, {kind: shelf, id: top, spec: {text: oak}}]");
    List<String> later = new ArrayList<>();

    service(later).start();

    assertThat(later).contains("shelf top v1: oak", "page a v1: x");
  }

  @Test
  void announcesWhatWasStoredAlthoughItsAnswerWasLost() throws IOException {
    try (LossyConnection line = LossyConnection.to(db.logins());
        Database database = TestDatabase.open(line.logins());
        ResourceService cut =
            new ResourceService(
                database,
                Time.system(),
                AuditTrail.changes(),
                ResourceServiceTest::mayUse,
                NotebookKind.pair(told))) {
      line.loseTheAnswerToTheNextWrite();
      assertUnknown(
          () -> cut.apply(tenant, ACT, drafts("{kind: page, id: a, spec: {text: x}}"), false));
      awaitTold("page a v1: x");

      line.loseTheAnswerToTheNextWrite();
      assertUnknown(() -> cut.delete(tenant, ACT, "page", "a"));
      awaitTold("page a removed");
    }
  }

  @Test
  void announcesOnARepetitionWhatTheFirstTimeStored() {
    Json.Obj spec = Json.EMPTY.with("text", Json.of("x"));
    Resource stored = new Resource("page", "a", 1, spec, Instant.EPOCH);
    db.database().inTenant(tenant, tx -> ResourceStore.add(tx, List.of(stored), "other"));

    assertThat(apply("{kind: page, id: a, spec: {text: x}}"))
        .containsExactly(new AppliedResource("page", "a", 1, false));
    assertThat(told).containsExactly("page a v1: x", "page a v1 again");
  }

  @Test
  void whatChangesStandsInTheAuditLogOnceForEachResource() {
    apply("[{kind: page, id: a, spec: {text: x}}, {kind: shelf, id: top, spec: {text: oak}}]");
    apply("[{kind: page, id: a, spec: {text: y}}, {kind: shelf, id: top, spec: {text: oak}}]");
    service.apply(tenant, ACT, drafts("{kind: page, id: a, spec: {text: z}}"), true);
    service.delete(tenant, ACT, "page", "a");

    String x = AuditedChange.digest("{\"text\":\"x\"}");
    String y = AuditedChange.digest("{\"text\":\"y\"}");
    String oak = AuditedChange.digest("{\"text\":\"oak\"}");
    String by = " by tester from 192.0.2.7";
    assertThat(AuditTrail.of(db, tenant))
        .containsExactly(
            "apply page/a done null > " + x + by,
            "apply shelf/top done null > " + oak + by,
            "apply page/a done " + x + " > " + y + by,
            "apply page/a done " + y + " > null" + by);
  }

  @Test
  void whatTakesTooLongToCheckIsNotApplied() {
    ManualTime clock = new ManualTime();
    List<NotebookKind> slow =
        List.of(new NotebookKind("page", 20, told, () -> clock.advance(Duration.ofSeconds(15))));
    ResourceService patient =
        new ResourceService(
            db.database(), clock, AuditTrail.changes(), ResourceServiceTest::mayUse, slow);
    String two = "[{kind: page, id: a, spec: {text: x}}, {kind: page, id: b, spec: {text: x}}]";

    patient.apply(tenant, ACT, drafts(two), true);
    assertThatThrownBy(
            () ->
                patient.apply(
                    tenant,
                    ACT,
                    drafts(two.replace("]", ", {kind: page, id: c, spec: {text: x}}]")),
                    false))
        .hasMessageStartingWith("timeout: checking took longer than 20 s, and nothing was changed");

    assertThat(patient.list(tenant, "page")).isEmpty();
  }

  @Test
  void whatCannotBeAuditedIsNotChanged() {
    apply("{kind: page, id: a, spec: {text: x}}");
    told.clear();

    BrokenAudit.refuses(db, () -> apply("{kind: page, id: a, spec: {text: y}}"));
    BrokenAudit.refuses(db, () -> service.delete(tenant, ACT, "page", "a"));

    assertThat(service.get(tenant, "page", "a")).map(Resource::version).contains(1);
    assertThat(told).isEmpty();
  }

  private static void assertUnknown(ThrowingCallable change) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(change)
        .satisfies(e -> assertThat(e.failure().applied()).isEqualTo(Applied.UNKNOWN));
  }

  private void awaitTold(String what) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!told.contains(what) && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(told).contains(what);
  }

  @Test
  void startsWithTheOthersWhenOneCannotBePutInForce() {
    apply("[{kind: page, id: a, spec: {text: x}}, {kind: page, id: b, spec: {text: y}}]");
    Tampering.with(
        db.logins().owner(), "resource", "update resource set spec = '{}' where id = 'a'");
    List<String> later = new ArrayList<>();

    service(later).start();

    assertThat(later).contains("page b v1: y").doesNotContain("page a v1: x");
    tamper("resource_text");
    tamper("resource");
  }

  @Test
  void whatItsKindCannotTakeKeepsNoOtherOut() {
    add("shelf", "a", Json.EMPTY);
    add("shelf", "b", Json.EMPTY.with("text", Json.of("oak")));
    add("page", "p", Json.EMPTY.with("text", Json.of("x")));

    assertThat(apply("{kind: page, id: q, spec: {text: y}}"))
        .containsExactly(new AppliedResource("page", "q", 1, true));

    assertThat(told).containsExactly("shelf b v1: oak", "page p v1: x", "page q v1: y");
    tamper("resource_text");
    tamper("resource");
  }

  private void add(String kind, String id, Json.Obj spec) {
    Resource stored = new Resource(kind, id, 1, spec, Instant.EPOCH);
    db.database().inTenant(tenant, tx -> ResourceStore.add(tx, List.of(stored), "other"));
  }

  @Test
  void keepsTenantsApart() {
    apply("{kind: page, id: a, spec: {text: x}}");

    assertThat(service.list(db.newTenant(), "page")).isEmpty();
  }

  @Test
  void namesTheNearestKindForAnUnknownOne() {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> service.list(tenant, "pages"))
        .withMessageContaining("did you mean 'page'?");
  }

  private static ResourceService service(List<String> told) {
    return new ResourceService(
        db.database(),
        Time.system(),
        AuditTrail.changes(),
        ResourceServiceTest::mayUse,
        NotebookKind.pair(told));
  }

  private static Verdict mayUse(TenantScope scope, Principal who, String secret) {
    return secret.startsWith("closed")
        ? Verdict.deny("default deny", "nobody may use " + secret)
        : Verdict.allow("test", "it is open");
  }

  private static void tamper(String table) {
    Tampering.with(db.logins().owner(), table, "delete from %s where id = 'a'".formatted(table));
  }

  private List<AppliedResource> apply(String text) {
    return service.apply(tenant, ACT, drafts(text), false);
  }

  private static List<ResourceDraft> drafts(String text) {
    return ResourceDraft.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
