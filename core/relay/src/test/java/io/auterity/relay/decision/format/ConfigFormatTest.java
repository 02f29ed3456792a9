package io.auterity.relay.decision.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.price.Pricing;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.route.RouteIndex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigFormatTest {

  private static final ProviderInfo GPT = Fleet.ai("gpt");

  private static String written() {
    return new String(
        ConfigFormat.write(new Config(3, new RouteIndex(List.of()), List.of(GPT))),
        StandardCharsets.UTF_8);
  }

  private static Config read(String json) {
    return ConfigFormat.read(json.getBytes(StandardCharsets.UTF_8), 3);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    assertThat(read(written()).providers()).containsExactly(GPT);
    assertThat(read(written()).epoch()).isEqualTo(3);
  }

  @Test
  void aProviderFromBeforeThereWereFormsHasOneOfItsGeneration() {
    String old =
        written()
            .replaceAll(",?\"form\":\"[^\"]*\"", "")
            .replaceAll(",?\"known\":\\[]", "")
            .replace("\"generation\":1", "\"generation\":7");
    assertThat(old).doesNotContain("\"form\"", "\"known\"").contains("\"generation\":7");

    ProviderInfo read = read(old).providers().getFirst();

    assertThat(read.form()).isEqualTo("gpt/7");
    assertThat(read.offering()).isEqualTo(GPT.offering());
    assertThat(read.offering().known()).isEmpty();
  }

  @Test
  void oneWithoutPricesHasNone() {
    assertThat(read("{\"routes\":[],\"providers\":[]}").pricing()).isEqualTo(Pricing.NONE);
  }
}
