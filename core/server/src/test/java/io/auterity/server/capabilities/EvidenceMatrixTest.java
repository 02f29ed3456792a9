package io.auterity.server.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.server.Client;
import io.auterity.server.RunningServer;
import io.auterity.server.ShippedVendors;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a started server says was proven is what the page of evidence says. */
@Tag("postgresql")
class EvidenceMatrixTest {

  @RegisterExtension static final RunningServer server = RunningServer.start(ShippedVendors::write);

  private final Client client = server.newTenant();

  @Test
  void eachOperationOfEachVendorHasTheGradeOfThePage() throws IOException {
    Map<String, String> page = page();
    Map<String, String> told = told();

    assertThat(told.keySet().stream().map(each -> each.split(" ", -1)[0]).distinct())
        .hasSizeGreaterThan(20);
    told.forEach(
        (operation, grade) ->
            assertThat(grade).as(operation).isEqualTo(page.getOrDefault(operation, "V0 none")));
    assertThat(told.keySet()).containsAll(page.keySet());
  }

  private Map<String, String> told() {
    Map<String, String> told = new TreeMap<>();
    for (Json.Obj connector : objects(matrix(), "connectors")) {
      String prefix = connector.text("kind") + ".";
      for (Json.Obj cell : objects(connector, "operations")) {
        String capability = Objects.requireNonNull(cell.text("capability"));
        String operation =
            capability.startsWith(prefix) ? capability.substring(prefix.length()) : capability;
        if (cell.get("evidence") instanceof Json.Obj proven) {
          told.put(
              connector.text("id") + " " + operation,
              proven.text("grade") + " " + proven.text("result"));
        }
      }
    }
    return told;
  }

  private Json.Obj matrix() {
    return new JsonReader(50_000_000)
        .readObject(
            client.get("/api/v1/capabilities/matrix").body().getBytes(StandardCharsets.UTF_8));
  }

  private static List<Json.Obj> objects(Json.Obj parent, String field) {
    return ((Json.Arr) Objects.requireNonNull(parent.get(field)))
        .items().stream().map(Json.Obj.class::cast).toList();
  }

  private static Map<String, String> page() throws IOException {
    Map<String, String> page = new TreeMap<>();
    for (String line :
        Files.readAllLines(Repository.root().resolve("docs/reference/evidence.md"))) {
      String[] cells = line.split(" \\| ", -1);
      if (cells.length > 5 && cells[0].startsWith("| `")) {
        page.put(cells[0].replaceAll("[|` ]", "") + " " + cells[1], cells[2] + " " + cells[3]);
      }
    }
    return page;
  }
}
