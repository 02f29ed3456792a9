package io.auterity.server.wiring;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.database.EngineStatements;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.reference.GeneratedFile;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.server.RunningServer;
import io.auterity.server.inbound.InboundAddress;
import io.auterity.server.start.OperatorKey;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Compares what the product registers for the engine role with the stores and with a kept list. */
@Tag("postgresql")
@Tag("generated")
class EngineStatementListTest {

  private static final String KEPT =
      "core/server/src/test/resources/io/auterity/server/engine-statements.sql";
  private static final String HEAD =
      """
      -- Everything that is done across tenants: the engine role runs these statements and no other,
      -- each in its job. Reviewers of isolation read this list and the policies of the migrations.
      -- It is made from what the product registers, by ./auterity generate; a change of it is reviewed.
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir static Path data;

  private static List<EngineStatement> registered;

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(RunningServer.places(data).plugins());
    OperatorKey operator = OperatorKey.of(data, new SecureRandom());
    ProductStart start =
        ProductStart.begin(
            () -> Storage.at(db.logins()),
            storage ->
                new Product(
                    RunningServer.places(data),
                    RunningServer.settings(),
                    storage,
                    MemoryPool.ofHeap(),
                    operator,
                    new InboundAddress(RunningServer.settings(), Set.of()),
                    Telemetry.none()));
    try {
      registered = EngineStatements.registered(start.product().base.database);
    } finally {
      start.close();
    }
  }

  @Test
  void theKeptListIsWhatTheProductRegisters() throws IOException {
    String listed =
        registered.stream()
            .sorted(comparing(EngineStatement::name))
            .map(EngineStatementListTest::listed)
            .collect(Collectors.joining("", HEAD, ""));

    GeneratedFile.check(KEPT, listed);
  }

  @Test
  void theProductRegistersEveryStatementOfAStore() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.auterity");

    List<EngineStatement> ofStores =
        classes.stream()
            .flatMap(one -> one.getFields().stream())
            .filter(field -> field.getRawType().isEquivalentTo(EngineStatement.class))
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .map(EngineStatementListTest::value)
            .toList();

    assertThat(registered).containsExactlyInAnyOrderElementsOf(ofStores);
    assertThat(classes.get(EngineStatement.class).getConstructorCallsToSelf())
        .hasSameSizeAs(ofStores);
  }

  @Test
  void theEngineMayRunWhatTheProductRegisters() {
    assertThat(EngineStatements.refused(db, registered)).isEmpty();
  }

  private static String listed(EngineStatement statement) {
    return "\n-- %s (%s)\n%s;\n"
        .formatted(statement.name(), statement.job(), statement.sql().strip());
  }

  private static EngineStatement value(JavaField constant) {
    Field field = constant.reflect();
    field.setAccessible(true);
    try {
      return (EngineStatement) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
