package io.auterity.server.noun;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.noun.NounOperation;
import io.auterity.server.BoundaryTest;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.mcp.Agent;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A noun is no capability: a key that may call everything, by each door that calls come in by,
 * reaches no operation of one.
 */
@Tag("postgresql")
class NounDoorsTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final List<NounOperation> OPERATIONS =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .withImportOption(new BoundaryTest.NoTestJars())
              .importPackages("io.auterity")
              .stream()
              .filter(type -> type.getPackageName().endsWith(".noun"))
              .map(JavaClass::reflect)
              .flatMap(type -> NounOperation.of(type).stream())
              .toList();

  private final Client admin = server.newTenant();
  private Client caller = admin;

  @BeforeEach
  void makeKeyThatMayCallEverything() {
    Reply made =
        admin.post(
            "/api/v1/keys",
            """
            {"name": "all", "allow": ["*"], "doors": ["rest", "mcp", "workflow"]}
            """);
    caller = admin.bearer(made.text("secret"));
    assertThat(OPERATIONS).isNotEmpty();
  }

  @Test
  void theirRoutesNeedAnActThatNoPatternOfCapabilitiesGrants() {
    for (NounOperation operation : OPERATIONS) {
      String path = operation.path().replaceAll("\\{\\w+}", "x");
      Reply reply = caller.send(operation.verb(), path, BodyPublishers.ofString("{}"));

      assertThat(reply.status()).as("%s: %s", path, reply).isEqualTo(403);
    }
  }

  @Test
  void noneIsCalledAsACapability() {
    for (String name : names()) {
      assertThat(caller.post("/api/v1/call/" + name, "{}").status()).as(name).isEqualTo(404);
    }
    assertThat(names()).doesNotContainAnyElementsOf(Catalogue.standard().ids());
  }

  @Test
  void noneIsAToolOfAgents() {
    Client agent = Agent.of(caller);

    for (String name : names()) {
      Json.Obj found =
          Agent.tool(agent, "capabilities_search", "{\"query\": \"%s\"}".formatted(name));
      assertThat(found.toString()).as(name).doesNotContain("\"" + name + "\"");
      Json.Obj called =
          Agent.tool(
              agent, "capability_call", "{\"capability\": \"%s\", \"input\": {}}".formatted(name));
      assertThat(called.get("isError")).as("%s: %s", name, called).hasToString("true");
    }
  }

  @Test
  void noneIsAStepOfAWorkflow() {
    for (String name : names()) {
      Reply reply =
          admin.post(
              "/api/v1/apply",
              "application/yaml",
              """
              kind: workflow
              id: noun
              spec: {steps: [{id: one, call: %s, with: {}}]}
              """
                  .formatted(name));

      assertThat(reply.status()).as("%s: %s", name, reply).isEqualTo(400);
      assertThat(reply.body()).contains(name);
    }
  }

  /** As a capability's id would be, and as the act that the operation needs is. */
  private static List<String> names() {
    return OPERATIONS.stream()
        .map(NounOperation::rest)
        .flatMap(one -> Stream.of(one.id().replace('_', '.'), "control:" + one.needs()))
        .distinct()
        .toList();
  }
}
