package io.auterity.connector.witness;

import io.auterity.connector.witness.EmulatorFaults.Fault;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.documents.DocumentDatabaseContract;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code firestore.yaml} before an emulator of Firestore that Google did not write. */
@EnabledIfSystemProperty(named = "auterity.witness.firestore", matches = ".+")
class FirestoreOnServer extends DocumentDatabaseContract {

  private static final WitnessedFile FILE =
      WitnessedFile.ofEmulator("firestore", "firestore", "@firestore-emulator/server");
  private static final AtomicInteger NAMES = new AtomicInteger();

  @RegisterExtension
  @Order(2)
  static final EvidenceRun RUN = FILE.run();

  private static final String QUERY = "document.query";
  private static final String CREATE = "document.create";
  private static final String UPDATE = "document.update";
  private static final Fault IGNORES_TIMES =
      new Fault(
          "it writes whatever updateTime the precondition names",
          "document.put",
          UPDATE,
          "document.delete");
  private static final Fault LISTS_NOTHING =
      new Fault("it has no listCollectionIds", "collection.list");
  private static final Fault KEEPS_FIELDS =
      new Fault("it leaves fields of the mask that the document lacks, and others of it", UPDATE);

  @RegisterExtension
  @Order(1)
  static final EmulatorFaults FAULTS =
      new EmulatorFaults(
          Map.ofEntries(
              Map.entry("Found", new Fault("it has neither startAt nor an order by names", QUERY)),
              Map.entry("Followed", new Fault("it reads no past by readTime", "document.listen")),
              Map.entry(
                  "Together",
                  new Fault("it applies the writes before one that fails", "transaction.run")),
              Map.entry("collection.list", LISTS_NOTHING),
              Map.entry("collectionsAreListedWhileTheyHoldSomething", LISTS_NOTHING),
              Map.entry("whatWasWrittenMeanwhileIsNotOverwritten", IGNORES_TIMES),
              Map.entry("anUpdateAndADeletionHeedTheRevisionToo", IGNORES_TIMES),
              Map.entry("anUpdateSetsAndRemovesWhatItNamesAndNothingElse", KEEPS_FIELDS),
              Map.entry("twoWhoChangeFieldsOfOneMapDoNotUndoEachOther", KEEPS_FIELDS),
              Map.entry("mapsAreMadeOnTheWayToAFieldThatIsSet", KEEPS_FIELDS),
              Map.entry(
                  "aPutStandsInPlaceOfWhatWasThere",
                  new Fault("it keeps fields that a write without a mask lacks", "document.put")),
              Map.entry(
                  "aDocumentWithoutAnIdIsGivenOne",
                  new Fault("it has no createDocument, which makes ids", CREATE)),
              Map.entry(
                  "aDocumentKeepsEachValueWithItsType",
                  new Fault("it answers 500 to values of all types at once", CREATE))),
          RUN);

  @Override
  protected ContractSubject subject() {
    return FILE;
  }

  @Override
  protected ProviderContext provider() {
    return configured();
  }

  private static FakeProvider configured() {
    return FILE.provider()
        .withConfig(
            Json.EMPTY
                .with("url", Json.of(FILE.server().url().toString()))
                .with("project", Json.of("demo-auterity")));
  }

  @Override
  protected String freshName() {
    return "n%s%d".formatted(Long.toString(System.nanoTime(), 36), NAMES.incrementAndGet());
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return Answers.refusing(code).map(configured()::withTransport);
  }
}
