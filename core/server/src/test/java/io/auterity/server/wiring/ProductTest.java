package io.auterity.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.ProductActs;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.noun.NounOperation;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.server.RunningServer;
import io.auterity.server.inbound.InboundAddress;
import io.auterity.server.start.OperatorKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the list of parts comes to; nothing of it is started. */
@Tag("postgresql")
class ProductTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir static Path directory;

  private Storage storage;
  private Product product;

  @BeforeEach
  void makeProduct() throws IOException {
    Files.createDirectories(RunningServer.places(directory).plugins());
    storage = Storage.at(db.logins());
    product =
        new Product(
            RunningServer.places(directory),
            RunningServer.settings(),
            storage,
            MemoryPool.ofHeap(),
            OperatorKey.of(directory, new SecureRandom()),
            new InboundAddress(RunningServer.settings(), Set.of()),
            Telemetry.none());
  }

  @AfterEach
  void close() {
    product.close();
    storage.close();
  }

  /**
   * Each phase of the start goes through this list, and the end goes through it from behind:
   * background jobs end first, then the gateway stops taking calls, then no change of another
   * process is told, then triggers start no run; the audit log is written until all else has ended.
   */
  @Test
  void partsStartAndEndInThisOrder() {
    assertThat(product.parts)
        .extracting(part -> part.getClass().getSimpleName())
        .as("add the part here, where Product adds it")
        .containsExactly(
            "Foundation",
            "ProvidersPart",
            "CachePart",
            "AuditPart",
            "TenantsPart",
            "KeysPart",
            "SecretsPart",
            "SignInPart",
            "LimitsPart",
            "DecisionsPart",
            "GuardrailsPart",
            "RoutesPart",
            "RehearsalsPart",
            "RoadPart",
            "WorkflowsPart",
            "ResourcesPart",
            "HeadsPart",
            "RunsPart",
            "WebhooksPart",
            "TriggersPart",
            "CacheConsole",
            "CapabilitiesPart",
            "DecisionsConsole",
            "ProvidersConsole",
            "RehearsalsConsole",
            "RoutesConsole",
            "UsagePart",
            "ApprovalsPart",
            "WorkflowsConsole",
            "ChangesPart",
            "GatewayPart",
            "ProbePart",
            "JobsPart");
  }

  @Test
  void partsBringTheKindsOfResources() {
    assertThat(product.parts.stream().flatMap(part -> part.kinds().stream()))
        .extracting(ResourceKind::name)
        .containsExactlyInAnyOrder(
            "team",
            "project",
            "user",
            "issuer",
            "provider",
            "prices",
            "budget",
            "quota",
            "guardrail",
            "route",
            "event",
            "workflow",
            "template");
  }

  @Test
  void partsBringTheActsOfTheProduct() {
    assertThat(product.acts().all()).as("add it to ProductActs").isEqualTo(ProductActs.all().all());
  }

  @Test
  void noRoutesAreContributedTwice() {
    assertThat(Stream.concat(product.controllers().stream(), product.nouns().stream()))
        .extracting(Object::getClass)
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(40);
  }

  @Test
  void eachNounHasOperations() {
    assertThat(product.nouns())
        .allSatisfy(noun -> assertThat(NounOperation.of(noun.getClass())).isNotEmpty());
  }
}
