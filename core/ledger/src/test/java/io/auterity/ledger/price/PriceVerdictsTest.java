package io.auterity.ledger.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.resource.KindVerdicts;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceDraft;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceVerdictsTest {

  private static final Path EXAMPLES = Path.of("..", "..", "examples");

  private final PriceLists lists = new PriceLists(new ManualTime());
  private final PricesKind kind = new PricesKind(lists);

  @Test
  void priceListsAreJudgedAsTheirKeptVerdictsSay() throws IOException {
    KindVerdicts.assertKept(PriceVerdictsTest.class, kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prices/prices.yaml",
        "prices/more-vendors.yaml",
        "complaint-triage/prices.yaml",
        "savings/prices.yaml"
      })
  void priceListsOfTheExamplesComeIntoForce(String file) throws IOException {
    TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
    Json list = ResourceDraft.read(Files.readAllBytes(EXAMPLES.resolve(file))).getFirst().value();
    Json.Obj spec = (Json.Obj) Objects.requireNonNull(((Json.Obj) list).get("spec"));

    assertThat(JsonSchema.of(kind.schema()).check(spec)).isEmpty();
    kind.applied(tenant, new Resource("prices", "list", 1, spec, Instant.EPOCH));

    assertThat(lists.of(tenant))
        .singleElement()
        .satisfies(it -> assertThat(it.offers()).isNotEmpty());
  }
}
