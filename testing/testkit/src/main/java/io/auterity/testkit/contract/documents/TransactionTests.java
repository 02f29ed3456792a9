package io.auterity.testkit.contract.documents;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.DocumentCheck;
import io.auterity.spi.documents.DocumentTransaction;
import io.auterity.spi.documents.DocumentWrite;
import io.auterity.spi.documents.FieldChange;
import io.auterity.spi.documents.FieldValue;
import io.auterity.spi.documents.StoredDocument;
import io.auterity.spi.documents.TransactionOutcome;
import io.auterity.spi.documents.WriteAction;
import io.auterity.spi.documents.WrittenDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is read, checked and written at once. */
abstract class TransactionTests extends DatabasePart {

  TransactionTests(DocumentDatabaseContract contract) {
    super(contract);
  }

  private TransactionOutcome run(
      List<Ref> reads, List<DocumentCheck> checks, List<DocumentWrite> writes) {
    return database()
        .runTransaction(new DocumentTransaction(reads, checks, writes), call("transaction.run"));
  }

  private static DocumentWrite put(Ref document, long n) {
    return new DocumentWrite(WriteAction.PUT, document, Map.of("n", number(n)));
  }

  private static Ref in(Ref collection, String id) {
    return Ref.of(collection.id() + "/" + id);
  }

  @Test
  void aTransactionReadsChecksAndWrites() {
    need("transaction.run", "document.create", "document.get");
    Ref accounts = collection();
    StoredDocument one = stored(accounts, Map.of("n", number(1), "keep", text("k")));
    StoredDocument two = stored(accounts, Map.of("n", number(2)));
    Ref none = in(accounts, "none");
    Ref made = in(accounts, "made");

    TransactionOutcome outcome =
        run(
            List.of(one.ref(), none, two.ref()),
            List.of(
                new DocumentCheck(two.ref(), true, two.revision()),
                new DocumentCheck(none, false, null)),
            List.of(
                new DocumentWrite(
                    WriteAction.UPDATE,
                    one.ref(),
                    null,
                    List.of(new FieldChange("n", number(9))),
                    null,
                    one.revision()),
                new DocumentWrite(WriteAction.CREATE, made, Map.of("n", number(3))),
                new DocumentWrite(WriteAction.DELETE, two.ref(), null)));

    assertThat(outcome.read()).containsExactlyInAnyOrder(one, two);
    assertThat(outcome.missing()).extracting(Ref::id).containsExactly(none.id());
    assertThat(outcome.written())
        .extracting(WrittenDocument::document)
        .extracting(Ref::id)
        .containsExactly(one.ref().id(), made.id(), two.ref().id());
    assertThat(read(one.ref()).fields()).isEqualTo(Map.of("n", number(9), "keep", text("k")));
    assertThat(outcome.written().getFirst().revision()).isEqualTo(read(one.ref()).revision());
    assertThat(read(made).fields()).isEqualTo(Map.of("n", number(3)));
    expect(FailureCode.NOT_FOUND, () -> read(two.ref()));
  }

  @Test
  void whatDoesNotHoldLeavesEverythingAsItWas() {
    need("transaction.run", "document.create", "document.get");
    Ref accounts = collection();
    StoredDocument one = stored(accounts, Map.of("n", number(1)));
    Ref other = in(accounts, "other");
    DocumentCheck absent = new DocumentCheck(one.ref(), false, null);

    expect(FailureCode.CONFLICT, () -> run(List.of(), List.of(absent), List.of(put(other, 1))));
    expect(
        FailureCode.CONFLICT,
        () ->
            run(
                List.of(),
                List.of(),
                List.of(
                    put(other, 1), new DocumentWrite(WriteAction.CREATE, one.ref(), Map.of()))));
    expect(
        FailureCode.NOT_FOUND,
        () ->
            run(
                List.of(),
                List.of(),
                List.of(
                    put(other, 1),
                    DocumentWrite.update(
                        in(accounts, "none"), List.of(new FieldChange("n", number(2)))))));

    expect(FailureCode.NOT_FOUND, () -> read(other));
    assertThat(read(one.ref())).isEqualTo(one);
  }

  @Test
  void ofTwoThatReadTheSameOneWins() throws InterruptedException, ExecutionException {
    need("transaction.run", "document.create", "document.get");
    StoredDocument seen = stored(collection(), Map.of("n", number(0)));
    offered(seen.revision() != null);
    DocumentCheck unchanged = new DocumentCheck(seen.ref(), true, seen.revision());
    List<Future<Boolean>> both = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long n = 1; n <= 2; n++) {
        List<DocumentWrite> writes = List.of(put(seen.ref(), n));
        both.add(threads.submit(() -> won(unchanged, writes)));
      }
    }

    assertThat(List.of(both.get(0).get(), both.get(1).get()))
        .containsExactlyInAnyOrder(true, false);
    FieldValue now = read(seen.ref()).fields().get("n");
    assertThat(now).isEqualTo(number(both.get(0).get() ? 1 : 2));
  }

  private boolean won(DocumentCheck check, List<DocumentWrite> writes) {
    try {
      run(List.of(), List.of(check), writes);
      return true;
    } catch (CallFailedException e) {
      assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT);
      return false;
    }
  }

  @Test
  void aTransactionMayOnlyRead() {
    need("transaction.run", "document.create");
    StoredDocument one = stored(collection(), Map.of("n", number(1)));

    assertThat(run(List.of(one.ref()), List.of(), List.of()).read()).containsExactly(one);
  }
}
