package io.auterity.provider.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.time.Time;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.testkit.contract.DocumentsContract;
import io.auterity.testkit.contract.Failures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class StoredDocumentsTest extends DocumentsContract {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Document OWN = new Document("things", "a", Json.EMPTY);

  private final TenantScope tenant = db.newTenant();
  private final ProviderDocuments here = documentsOf(db);
  private final Documents documents = of(tenant, "p");
  private final List<String> seen = new ArrayList<>();

  @BeforeEach
  void apply() {
    AppliedProvider.apply(db, tenant, "p");
  }

  @Override
  protected Documents documents() {
    return documents;
  }

  @Test
  void confinesDocumentsToTheirProviderAndTenant() {
    TenantScope other = db.newTenant();
    AppliedProvider.apply(db, tenant, "q");
    AppliedProvider.apply(db, other, "p");
    add(documents, OWN);

    assertThat(documents.get("things", "a")).contains(OWN);
    assertThat(of(tenant, "q").get("things", "a")).isEmpty();
    assertThat(of(other, "p").get("things", "a")).isEmpty();
  }

  @Test
  void aFurtherVersionOfAProviderKeepsItsDocuments() {
    add(documents, OWN);

    AppliedProvider.apply(db, tenant, "p");

    assertThat(of(tenant, "p").get("things", "a")).contains(OWN);
  }

  @Test
  void documentsGoWithTheirProviderAndANamesakeBeginsWithoutAny() {
    documents.write(writer -> writer.addOrGet(OWN, Map.of("name", "one")));
    documents.write(writer -> writer.next("numbers"));

    AppliedProvider.delete(db, tenant, "p");
    assertThat(documents.get("things", "a")).isEmpty();
    assertThat(documents.find("things", "name", "one")).isEmpty();
    assertThat(documents.list("things", Json.EMPTY, null, 9)).isEmpty();

    AppliedProvider.apply(db, tenant, "p");
    Documents later = of(tenant, "p");
    assertThat(later.get("things", "a")).isEmpty();
    assertThat(later.<Long>write(writer -> writer.next("numbers"))).isEqualTo(1);
  }

  @Test
  void whatIsStillOpenOfAProviderThatIsGoneWritesNothingToItsNamesake() {
    add(documents, OWN);
    AppliedProvider.delete(db, tenant, "p");
    AppliedProvider.apply(db, tenant, "p");

    Failure refused = Failures.expect(FailureCode.NOT_FOUND, () -> add(documents, OWN));

    assertThat(refused.message())
        .isEqualTo("provider 'p' is gone, and its documents with it: apply it to begin anew");
    assertThat(of(tenant, "p").get("things", "a")).isEmpty();
  }

  @Test
  void whatWasOpenedForAProviderThatIsGoneAndIsFirstUsedLaterWritesNothingToItsNamesake() {
    ProviderGenerations lives = new ProviderGenerations(db.database());
    Documents unused = here.of(tenant, "p", lives.of(tenant, "p"));
    AppliedProvider.delete(db, tenant, "p");
    AppliedProvider.apply(db, tenant, "p");

    Failures.expect(FailureCode.NOT_FOUND, () -> add(unused, OWN));

    Documents present = here.of(tenant, "p", lives.of(tenant, "p"));
    add(present, OWN);
    assertThat(present.get("things", "a")).contains(OWN);
    assertThat(unused.get("things", "a")).isEmpty();
  }

  @Test
  void withoutAProviderNothingIsWritten() {
    Documents none = of(tenant, "none");

    Failures.expect(FailureCode.NOT_FOUND, () -> add(none, OWN));
    assertThat(none.list("things", Json.EMPTY, null, 9)).isEmpty();
  }

  @Test
  void aListThatIsReadWhileOthersAddSkipsNothing() {
    Document slow = new Document("things", "slow", Json.EMPTY);
    Document quick = new Document("things", "quick", Json.EMPTY);

    CompletableFuture<?> second =
        documents.write(
            writer -> {
              writer.addOrGet(slow, Map.of());
              CompletableFuture<?> added =
                  CompletableFuture.runAsync(
                      () -> add(elsewhere(), quick), Thread::startVirtualThread);
              untilItWaits(added);
              CompletableFuture.supplyAsync(this::ids, Thread::startVirtualThread)
                  .thenAccept(seen::addAll)
                  .join();
              return added;
            });
    second.join();
    String last = seen.isEmpty() ? null : seen.getLast();
    documents.list("things", Json.EMPTY, last, 9).forEach(one -> seen.add(one.id()));

    assertThat(seen).containsExactlyInAnyOrder("slow", "quick");
  }

  @Test
  void writersThatWaitForTheirTurnKeepNoConnectionFromOthers() {
    AppliedProvider.apply(db, tenant, "q");
    Documents other = of(tenant, "q");

    List<CompletableFuture<?>> waiting =
        documents.write(
            writer -> {
              List<CompletableFuture<?>> writers = twentyWritersThatWait();
              CompletableFuture.runAsync(() -> add(other, OWN), Thread::startVirtualThread).join();
              return writers;
            });
    waiting.forEach(CompletableFuture::join);

    assertThat(other.get("things", "a")).contains(OWN);
    assertThat(documents.list("things", Json.EMPTY, null, 30)).hasSize(20);
  }

  private List<CompletableFuture<?>> twentyWritersThatWait() {
    List<CompletableFuture<?>> writers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Document one = new Document("things", "one" + i, Json.EMPTY);
      writers.add(
          CompletableFuture.runAsync(
              () -> add(documents, one), work -> threads.add(Thread.startVirtualThread(work))));
    }
    while (!threads.stream().allMatch(StoredDocumentsTest::waits)) {
      LockSupport.parkNanos(1_000_000);
    }
    return writers;
  }

  private static boolean waits(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING, TERMINATED -> true;
      default -> false;
    };
  }

  @Test
  void aWriterDoesNotWaitLongForOneOfAnotherServer() {
    Failure refused =
        elsewhere()
            .write(
                writer ->
                    CompletableFuture.supplyAsync(
                            () ->
                                Failures.expect(FailureCode.UNAVAILABLE, () -> add(documents, OWN)),
                            Thread::startVirtualThread)
                        .join());

    assertThat(refused.message()).contains("try again");
  }

  @Test
  void aWriteInsideAWriteIsRefusedAndWaitsForNothing() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                documents.write(
                    writer -> {
                      add(documents, OWN);
                      return true;
                    }));
  }

  /** Until it has ended, or waits for a lock of another transaction. */
  private static void untilItWaits(CompletableFuture<?> work) {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      while (!work.isDone()) {
        try (ResultSet row =
            statement.executeQuery("select exists (select from pg_locks where not granted)")) {
          if (row.next() && row.getBoolean(1)) {
            return;
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> ids() {
    return documents.list("things", Json.EMPTY, null, 9).stream().map(Document::id).toList();
  }

  private static void add(Documents documents, Document document) {
    var _ = documents.write(writer -> writer.addOrGet(document, Map.of()));
  }

  private Documents of(TenantScope scope, String provider) {
    return here.of(scope, provider);
  }

  /** Documents of a database, whose events are appended to its outbox and delivered to none. */
  static ProviderDocuments documentsOf(TestDatabase database) {
    Time time = Time.system();
    return new ProviderDocuments(
        database.database(), new Outbox(database.database(), time), Ids.system(time));
  }

  /** The same documents as another server has them. */
  private Documents elsewhere() {
    return documentsOf(db).of(tenant, "p");
  }
}
