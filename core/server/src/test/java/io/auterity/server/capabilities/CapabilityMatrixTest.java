package io.auterity.server.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class CapabilityMatrixTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client admin = server.newTenant();

  @Test
  void eachConnectorTellsEveryCapabilityOfItsKind() {
    Reply matrix = admin.get("/api/v1/capabilities/matrix?kind=text");

    assertThat(matrix.status()).as(matrix.toString()).isEqualTo(200);
    assertThat(matrix.text("connectors.0.kind")).isEqualTo("text");
    assertThat(matrix.text("connectors.0.operations.0.capability")).isEqualTo("text.pii.mask");
    assertThat(matrix.text("connectors.0.operations.0.support")).isEqualTo("full");
    assertThat(matrix.text("connectors.0.grade")).matches("V[0-5]");
    assertThat(ids(matrix)).isNotEmpty().isSorted();
  }

  @Test
  void ofEachProviderItTellsWhatIsOffered() {
    admin.maskProvider("mask");

    Reply matrix = admin.get("/api/v1/capabilities/matrix");

    assertThat(matrix.text("providers.0.id")).as(matrix.toString()).isEqualTo("mask");
    assertThat(matrix.text("providers.0.state")).isEqualTo("connected");
    assertThat(server.newTenant().get("/api/v1/capabilities/matrix").at("providers"))
        .isEqualTo(Json.array(List.of()));
  }

  @Test
  void eachConnectorTellsWhereItIsLookedForAndWhichVersionOfItIsHere() {
    Reply matrix = admin.get("/api/v1/capabilities/matrix?kind=text");

    assertThat(matrix.text("connectors.0.category")).isEqualTo("ai");
    assertThat(matrix.text("connectors.0.version")).isEqualTo("1.0.0");
    assertThat(matrix.text("connectors.0.events")).isEqualTo("none");
    assertThat(matrix.at("connectors.0.address.open")).isEqualTo(Json.of(true));
    assertThat(matrix.at("connectors.0.priority")).isEqualTo(Json.NULL);
    assertThat(matrix.at("connectors.0.features")).isEqualTo(Json.array(List.of()));
  }

  @Test
  void whatModelsCostIsToldWhereThisTenantKnowsIt() {
    admin.maskProvider("mask");
    admin.apply(
        """
        kind: prices
        id: spring
        spec:
          currency: USD
          asOf: "2020-01-02"
          offers:
            mask-text/small: {input: "3", output: "15"}
            mask/large: {input: "6", output: "30"}
            another/large: {input: "6", output: "30"}
        """);

    Reply matrix = admin.get("/api/v1/capabilities/matrix?kind=text");

    assertThat(matrix.text("connectors.0.id")).as(matrix.toString()).isEqualTo("mask-text");
    assertThat(matrix.at("connectors.0.prices"))
        .hasToString("{\"models\":2,\"lists\":[\"spring\"]}");
    assertThat(
            server
                .newTenant()
                .get("/api/v1/capabilities/matrix?kind=text")
                .at("connectors.0.prices"))
        .isEqualTo(Json.NULL);
  }

  @Test
  void ofAKindThatIsNotThereItIsEmpty() {
    Reply matrix = admin.get("/api/v1/capabilities/matrix?kind=none");

    assertThat(matrix.at("connectors")).isEqualTo(Json.array(List.of()));
  }

  private static List<String> ids(Reply matrix) {
    return ((Json.Arr) matrix.at("connectors"))
        .items().stream().map(one -> String.valueOf(((Json.Obj) one).text("id"))).toList();
  }
}
